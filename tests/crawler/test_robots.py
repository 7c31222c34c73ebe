"""robots.txt as RFC 9309 has it; what happens on the way there is in the table of faults."""

from __future__ import annotations

import resource
import time

import pytest

from crawler.middlewares.robots import PARSED, parse, product_token

US = "disclosure-linkcheck"
URL = "http://www.example-metals.test/private/report.pdf"


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("disclosure-linkcheck/0.1 (+https://example-metals.test/)", "disclosure-linkcheck"),
        ("Northwind-Auditor", "Northwind-Auditor"),
        ("Northwind_Auditor 2.0", "Northwind_Auditor"),
        ("Mozilla/5.0 (compatible; AuditBot/1.0; +https://example-metals.test/bot)", "AuditBot"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Mozilla"),
        ("1/2", "1/2"),
    ],
)
def test_the_name_that_robots_txt_may_call_is_the_product_token(agent: str, token: str) -> None:
    assert product_token(agent) == token


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", False),
        ("User-agent: *\nDisallow: /private/\nAllow: /private/report.pdf", True),
        ("User-agent: *\nDisallow: /*.pdf$", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: DISCLOSURE-linkcheck\nDisallow: /", False),
        ("User-agent: disclosure-linkcheck/0.1\nDisallow: /", False),
        ("User-agent: linkcheck\nDisallow: /", True),
        ("User-agent: disclosure-linkcheck-pro\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: disclosure-linkcheck\nDisallow:", True),
        ("User-agent: other # not us\nDisallow: /", True),
        ("User-agent: one\nUser-agent: two\nDisallow: /\nUser-agent: *\nAllow: /", True),
        ("Disallow: /", True),
        ("", True),
        ("<html>Disallow: /</html>", True),
    ],
)
def test_groups_and_rules_are_read_for_our_token(text: str, allowed: bool) -> None:
    assert parse(text.encode(), US).can_fetch(URL, US) is allowed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_understood(encoding: str) -> None:
    assert not parse("User-agent: *\nDisallow: /".encode(encoding), US).can_fetch(URL, US)


@pytest.mark.parametrize(
    ("line", "delay"), [("0.6", 0.6), ("often", None), ("-5", None), ("nan", None), ("1e400", None)]
)
def test_a_crawl_delay_is_a_number_of_seconds(line: str, delay: float | None) -> None:
    assert parse(f"User-agent: *\nCrawl-delay: {line}".encode(), US).crawl_delay(US) == delay


HOSTILE = {
    "many agents, many rules": b"".join(b"User-agent: a%d\n" % n for n in range(15_000))
    + b"".join(b"Disallow: /%d\n" % n for n in range(15_000)),
    "stars": b"User-agent: *\n" + b"Disallow: /" + b"*a" * 100_000,
    "one line": b"User-agent: *\nDisallow: /" + b"x" * PARSED,
    "many groups": b"".join(b"User-agent: *\nDisallow: /%d\n" % n for n in range(15_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_neither_time_nor_memory(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    parse(HOSTILE[name][:PARSED], US).can_fetch("http://www.example-metals.test/" + "a" * 2000, US)
    assert time.process_time() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024
