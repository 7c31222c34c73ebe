"""URLs in every shape that reports cite, each with what it says about pages."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from tests.linkcheck.parsing.corpus import words


@dataclass(frozen=True)
class Url:
    """A URL as it is printed. `bare`: without its scheme. `page`: what its fragment names."""

    text: str
    bare: bool = False
    page: str | None = None

    @property
    def target(self) -> str:
        """What a link on it opens."""
        return f"http://{self.text}" if self.bare else self.text


class Web:
    """A report's web: one main host and some others, and no URL twice unless it is asked for."""

    def __init__(self, random: Random, *, foreign: bool) -> None:
        self._random = random
        self._foreign = foreign
        self._host = f"{random.choice(words.LATIN_HOSTS)}.example"
        self._count = 0

    def url(self) -> Url:
        """A new URL of a random shape."""
        self._count += 1
        shapes = (
            [_upload] * 6
            + [_tree] * 4
            + [_query, _query, _port, _brackets, _percent, _page, _bare, _folder, _odd, _plain]
        )
        if self._foreign:
            shapes += [_idn, _foreign_path]
        return self._random.choice(shapes)(self._random, self._host, self._count)

    def document(self) -> Url:
        """A new URL of the plainest shape."""
        self._count += 1
        return _tree(self._random, self._host, self._count)

    def register(self) -> Url:
        """A bare host that is not the entity's."""
        return Url(f"www.{self._random.choice(words.REGISTERS)}.example", bare=True)


def _hex(random: Random, length: int = 32) -> str:
    return "".join(random.choice("0123456789abcdef") for _ in range(length))


def _www(random: Random) -> str:
    return random.choice(("", "www."))


def _upload(random: Random, host: str, count: int) -> Url:
    day = f"{random.randint(2023, 2025)}/{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return Url(f"https://{_www(random)}{host}/d/upload/p/{day}/{_hex(random)}.pdf")


def _tree(random: Random, host: str, count: int) -> Url:
    folders = "/".join(random.sample(("en", "sustainability", "reports", "downloads", "2024", "investor_relations"), 3))
    return Url(f"https://{_www(random)}{host}/{folders}/{random.choice(words.LATIN_STEMS)}-{count}.pdf")


def _query(random: Random, host: str, count: int) -> Url:
    return Url(
        random.choice(
            (
                f"https://{host}/download?id={random.randint(1000, 99999)}&lang=en&file=report_{count}.pdf",
                f"http://www.{host}/index.php?m=content&c=index&a=show&catid=12&id={count}",
                f"https://files.{host}/get.aspx?key={_hex(random, 20)}&n={count}",
            )
        )
    )


def _port(random: Random, host: str, count: int) -> Url:
    return Url(f"https://{host}:{random.choice((8443, 8080))}/files/{random.choice(words.LATIN_STEMS)}/{count}.pdf")


def _brackets(random: Random, host: str, count: int) -> Url:
    return Url(f"https://{_www(random)}{host}/files/{random.choice(words.LATIN_STEMS)}_({random.choice('abc')}{count})")


def _percent(random: Random, host: str, count: int) -> Url:
    return Url(f"https://{host}/files/{quote(random.choice(words.CHINESE_DOCUMENTS))}%20{count}.pdf")


def _page(random: Random, host: str, count: int) -> Url:
    page = str(random.randint(2, 80))
    return Url(f"https://{host}/reports/{random.choice(words.LATIN_STEMS)}-{count}.pdf#page={page}", page=page)


def _bare(random: Random, host: str, count: int) -> Url:
    return Url(f"www.{host}" + random.choice((f"/disclosure/{count}", f"/csr_{count}.html")), bare=True)


def _folder(random: Random, host: str, count: int) -> Url:
    return Url(f"https://{_www(random)}{host}/responsibility/{_hex(random, 6)}/{random.choice(('', f'#part-{count}'))}")


def _odd(random: Random, host: str, count: int) -> Url:
    return Url(
        f"https://{host}/~csr/{random.choice(('a+b', 'x@y', 'v1,2', 'it!', 'v;2'))}/{_hex(random, 8)}-{count}.pdf"
    )


def _plain(random: Random, host: str, count: int) -> Url:
    return Url(
        random.choice(
            (
                f"https://{host}/?p={1000 + count}",
                f"HTTPS://WWW.{host.upper()}/CSR/REPORT{count}.PDF",
                f"http://203.0.113.{random.randint(1, 250)}:8080/csr/report-{count}.pdf",
                f"https://cdn-{count}.files.{host}/{_hex(random, 12)}",
            )
        )
    )


def _idn(random: Random, host: str, count: int) -> Url:
    return Url(f"https://www.{random.choice(words.IDN_HOSTS)}.example/{random.choice(words.LATIN_STEMS)}-{count}.pdf")


def _foreign_path(random: Random, host: str, count: int) -> Url:
    return Url(f"https://{host}/files/{random.choice(words.FOREIGN_STEMS)}-{count}.pdf")
