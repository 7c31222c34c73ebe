from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.store.cleaning import clean_json, clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("山东创新 – “quoted”", "山东创新 – “quoted”"),
        ("a\0b", "a\ufffdb"),
        ("\ud800 alone", "\ufffd alone"),
        ("山\udfff\0", "山\ufffd\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("😀", "😀"),
        ("", ""),
    ],
)
def test_text_is_kept_but_for_what_no_database_can_hold(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text(alphabet=st.characters(codec=None)))
def test_clean_text_can_be_encoded_and_is_cleaned_once(text: str) -> None:
    clean = clean_text(text)
    assert "\0" not in clean
    assert clean.encode().decode() == clean
    assert clean_text(clean) == clean


def test_json_is_cleaned_in_keys_and_at_every_depth() -> None:
    value = {"k\0": ["a\0", ("\ud800", {"deep": math.nan})], "n": [1, 2.5, None, True, -math.inf]}
    clean = clean_json(value)
    assert clean == {"k\ufffd": ["a\ufffd", ["\ufffd", {"deep": None}]], "n": [1, 2.5, None, True, None]}
    json.dumps(clean, allow_nan=False)
