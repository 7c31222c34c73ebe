"""The templates' surroundings: what they may call, and the one gate that every value passes on its way to the page."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from pathlib import PurePath

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from linkcheck.documents.numbering import spans
from reports import attested, text, wording
from reports.html.facts import archive_facts, archived_facts, document_facts, proof_facts, tls_words


def template(name: str) -> Template:
    """The template of this name, ready to render."""
    return _environment().get_template(name)


def shown(value: object) -> object:
    """What a page shows of any value: hidden characters spelled out, no more than `text.LONGEST` of them.

    Jinja's autoescape comes after it; only our own markup passes unchanged.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return text.shortened(text.visible(value))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        style=_STYLE,
        script=_SCRIPT,
        wording=wording,
        archive_facts=archive_facts,
        archived_facts=archived_facts,
        attestation_limit=attested.LIMIT,
        attested_of=attested.of_matter,
        attested_words=attested.words,
        document_facts=document_facts,
        proof_facts=proof_facts,
        tls_words=tls_words,
        why_lapsed=attested.why_lapsed,
    )
    environment.filters.update(
        link_target=text.link_target,
        moment=text.moment,
        day=text.day,
        days=text.days,
        period=text.period,
        size=text.size,
        spans=spans,
        counted=text.counted,
        thousands="{:,}".format,
        picture=Markup,  # an address of `pictures.Gallery`: our own, and longer than what is shown of other values
        shortened=text.shortened,
        file_name=lambda path: PurePath(path.replace("\\", "/")).name,
    )
    return environment


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


_STYLE, _SCRIPT = Markup(_read("style.css")), Markup(_read("script.js"))  # noqa: S704  # our own files

POLICY = (
    f"default-src 'none'; style-src '{_hash(_STYLE)}'; script-src '{_hash(_SCRIPT)}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy (CSP level 3): this style and this script, by hash, and nothing else."""

POLICY_WITH_FILES = POLICY.replace("img-src data:", "img-src data: 'self' file:")
"""The same, for a page with pictures beside it."""
