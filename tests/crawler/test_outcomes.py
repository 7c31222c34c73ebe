"""The one table: what was raised, what answered, and what follows from it."""

from __future__ import annotations

import errno
import socket
import ssl
from unittest.mock import Mock

import aiohttp
import pytest

from crawler import outcomes
from crawler.challenge import Head
from crawler.outcomes import Malformed, of_cut, of_failure, of_response
from linkcheck.archive.exchange import Truncation
from linkcheck.fetch import TlsVerdict
from linkcheck.vocabulary import Outcome


def connecting(error: OSError) -> aiohttp.ClientConnectorError:
    return aiohttp.ClientConnectorError(Mock(), error)


def caused(error: BaseException, cause: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (connecting(socket.gaierror(socket.EAI_NONAME, "Name or service not known")), Outcome.DNS_FAILURE),
        (connecting(socket.gaierror(socket.EAI_NODATA, "No address")), Outcome.DNS_FAILURE),
        (connecting(socket.gaierror(socket.EAI_AGAIN, "Temporary failure")), Outcome.DNS_TROUBLE),
        (connecting(socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure")), Outcome.DNS_TROUBLE),
        (UnicodeError("label empty or too long"), Outcome.INVALID_URL),
        (connecting(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")), Outcome.REFUSED),
        (connecting(OSError(errno.ENETUNREACH, "Network is unreachable")), Outcome.REFUSED),
        (connecting(OSError("Multiple exceptions: …")), Outcome.REFUSED),
        (connecting(ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")), Outcome.RESET),
        (aiohttp.ClientOSError(errno.ECONNRESET, "Connection reset by peer"), Outcome.RESET),
        (aiohttp.ServerDisconnectedError(), Outcome.RESET),
        (connecting(ssl.SSLError(1, "handshake failure")), Outcome.TLS_FAILURE),
        (caused(aiohttp.ConnectionTimeoutError(), TimeoutError()), Outcome.TIMEOUT),
        (aiohttp.SocketTimeoutError(), Outcome.TIMEOUT),
        (TimeoutError(), Outcome.TIMEOUT),
        (aiohttp.ClientResponseError(Mock(), (), status=400, message="Bad status line"), Outcome.PROTOCOL_ERROR),
    ],
)
def test_each_failure_has_its_outcome(error: BaseException, outcome: Outcome) -> None:
    assert of_failure(error)[0] is outcome


def test_a_failure_is_told_in_the_systems_words_without_our_addresses() -> None:
    error = connecting(ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed ('192.0.2.7', 443)"))
    assert of_failure(error)[1] == "the server refused the connection (Connection refused)"


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
def test_what_this_machine_lacked_is_no_outcome(number: int) -> None:
    with pytest.raises(aiohttp.ClientConnectorError):
        of_failure(connecting(OSError(number, "Too many open files")))


@pytest.mark.parametrize("of", [of_failure, of_cut])
def test_what_no_row_knows_is_a_fault_of_our_own(of: object) -> None:
    with pytest.raises(ZeroDivisionError):
        of(ZeroDivisionError())  # type: ignore[operator]  # both take an error


@pytest.mark.parametrize(
    ("error", "outcome", "truncation"),
    [
        (aiohttp.SocketTimeoutError(), Outcome.TIMEOUT, Truncation.TIME),
        (TimeoutError(), Outcome.TIMEOUT, Truncation.TIME),
        (Malformed(), Outcome.PROTOCOL_ERROR, Truncation.UNSPECIFIED),
        (aiohttp.ClientPayloadError(), Outcome.TRUNCATED, Truncation.DISCONNECT),
        (aiohttp.ClientConnectionError(), Outcome.TRUNCATED, Truncation.DISCONNECT),
        (ConnectionResetError(), Outcome.TRUNCATED, Truncation.DISCONNECT),
    ],
)
def test_each_way_to_cut_a_body_short_has_its_outcome(
    error: BaseException, outcome: Outcome, truncation: Truncation
) -> None:
    assert of_cut(error)[:2] == (outcome, truncation)


def test_what_a_server_wrote_is_not_quoted_at_length() -> None:
    error = aiohttp.ClientResponseError(
        Mock(), (), status=400, message="Bad status line:\n  Expected HTTP/:\n\n  b'\\x1b[31m" + "y" * 5000
    )
    detail = of_failure(error)[1]
    assert detail == "the answer is not sound HTTP (Bad status line: Expected HTTP/)"


def test_every_status_has_an_outcome() -> None:
    for status in range(100, 1000):
        head = Head(status, "Reason", {}, 0, lambda n: b"")
        outcome, detail = of_response(head, conditional=False)
        assert outcome is Outcome.OK or str(status) in detail


def test_not_modified_is_believed_only_where_it_was_asked() -> None:
    head = Head(304, "Not Modified", {}, 0, lambda n: b"")
    assert of_response(head, conditional=True)[0] is Outcome.NOT_MODIFIED
    assert of_response(head, conditional=False)[0] is Outcome.PROTOCOL_ERROR


def test_every_verdict_on_a_certificate_but_the_good_one_has_an_outcome() -> None:
    assert set(outcomes.TLS) == set(TlsVerdict) - {TlsVerdict.VERIFIED}


def test_dead_is_never_taken_over_from_one_resource_to_another() -> None:
    assert not outcomes.OF_THE_SITE & {Outcome.DNS_FAILURE, Outcome.GONE, Outcome.INVALID_URL}
