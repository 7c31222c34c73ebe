"""From a cited URL to what is asked for."""

from __future__ import annotations

import pytest

from crawler.handlers.targets import target
from crawler.outcomes import Ended
from linkcheck.vocabulary import Outcome

PORTS = (80, 443, 8080)

SPELLINGS = {
    "http://www.example-metals.test": ("www.example-metals.test", 80, "/"),
    "http://www.example-metals.test?page=1": ("www.example-metals.test", 80, "/?page=1"),
    "https://www.example-metals.test/a%2Fb/%7Ec/d;e?x=%20+#page=3": (
        "www.example-metals.test",
        443,
        "/a%2Fb/%7Ec/d;e?x=%20+",
    ),
    "http://www.example-metals.test:8080//double//": ("www.example-metals.test", 8080, "//double//"),
    "http://office:secret@www.example-metals.test/": ("www.example-metals.test", 80, "/"),
    "http://2130706433/": ("127.0.0.1", 80, "/"),
    "http://0x7f.1/": ("127.0.0.1", 80, "/"),
    "http://017700000001/": ("127.0.0.1", 80, "/"),
    "http://127.1./": ("127.0.0.1", 80, "/"),
    "http://%31%32%37.0.0.1/": ("127.0.0.1", 80, "/"),
    "http://[::ffff:127.0.0.1]/": ("::ffff:127.0.0.1", 80, "/"),
    "http://3com.test/": ("3com.test", 80, "/"),
    "http://www.example-metals.test1/": ("www.example-metals.test1", 80, "/"),
}

REFUSED = {
    "ftp://www.example-metals.test/": Outcome.UNSUPPORTED_SCHEME,
    "http:///report.pdf": Outcome.INVALID_URL,
    "http://./": Outcome.INVALID_URL,
    "http://[::1/": Outcome.INVALID_URL,
    "http://www.example-metals.test:99999/": Outcome.INVALID_URL,
    "http://1.2.3.4.5/": Outcome.INVALID_URL,
    "http://exa mple-metals.test/": Outcome.INVALID_URL,
    "http://exa%20mple-metals.test/": Outcome.INVALID_URL,
    "http://exa%00mple-metals.test/": Outcome.INVALID_URL,
    "http://exa<mple-metals.test/": Outcome.INVALID_URL,
    "http://256.0.0.1/": Outcome.INVALID_URL,
    "http://www.example-metals.test:22/": Outcome.ADDRESS_FORBIDDEN,
    "http://www.example-metals.test:0/": Outcome.ADDRESS_FORBIDDEN,
    "https://www.example-metals.test:81/": Outcome.ADDRESS_FORBIDDEN,
}


@pytest.mark.parametrize("url", SPELLINGS)
def test_host_and_port_are_understood_as_browsers_do_and_the_rest_is_sent_as_it_was_cited(url: str) -> None:
    found = target(url, PORTS)
    assert (found.raw_host, found.port, found.raw_path_qs) == SPELLINGS[url]
    assert found.raw_user is None


@pytest.mark.parametrize("url", REFUSED)
def test_what_cannot_or_must_not_be_asked_for_is_refused(url: str) -> None:
    with pytest.raises(Ended) as refusal:
        target(url, PORTS)
    assert refusal.value.outcome is REFUSED[url]
    assert not refusal.value.reached
