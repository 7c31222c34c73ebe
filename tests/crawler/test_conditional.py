"""What is asked on a condition, and on which."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import Request

from crawler.middlewares.conditional import ConditionalMiddleware
from linkcheck.fetch import Fetch
from linkcheck.vocabulary import Outcome

URL = "http://www.example-metals.test/report.pdf"
DATE = "Tue, 24 Nov 2026 12:00:00 GMT"


def previous(**facts: Any) -> Fetch:
    now = datetime.now(UTC)
    return Fetch(url=URL, outcome=Outcome.OK, started_at=now, finished_at=now, final_url=URL, **facts)


def conditions(meta: dict[str, Any], url: str = URL) -> dict[str, str]:
    request = Request(url, meta=meta)
    ConditionalMiddleware().process_request(request)
    sent = {name.decode(): values[0].decode() for name, values in request.headers.items()}
    assert request.meta["conditional"] is bool(sent)
    return sent


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"etag": '"v1"'}, {"If-None-Match": '"v1"'}),
        ({"etag": 'W/"v1"'}, {"If-None-Match": 'W/"v1"'}),
        ({"last_modified": DATE}, {"If-Modified-Since": DATE}),
        ({"etag": '"v1"', "last_modified": DATE}, {"If-None-Match": '"v1"', "If-Modified-Since": DATE}),
        ({}, {}),
        ({"etag": "no quotes"}, {}),
        ({"etag": '"a"\r\nX-Evil: 1'}, {}),
        ({"etag": '"\xe9"'}, {}),
        ({"last_modified": "yesterday"}, {}),
        ({"last_modified": "Tue, 24 Nov 9999999999999999999 12:00:00 GMT"}, {}),
        ({"last_modified": f"{DATE}\r\nX-Evil: 1"}, {}),
    ],
)
def test_only_sound_validators_are_given_back(facts: dict[str, Any], expected: dict[str, str]) -> None:
    assert conditions({"previous": previous(**facts)}) == expected


def test_nothing_is_asked_on_a_condition_without_an_earlier_fetch() -> None:
    assert conditions({"previous": None}) == {}


def test_a_redirect_on_the_way_is_not_asked_on_the_conditions_of_where_it_led() -> None:
    assert conditions({"previous": previous(etag='"v1"')}, "http://www.example-metals.test/moved") == {}


def test_a_second_look_is_never_asked_on_a_condition() -> None:
    assert conditions({"previous": previous(etag='"v1"'), "second_look": True}) == {}
