"""Examination in processes of its own: limits are kept, and a hostile file is nobody else's trouble."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import signal
import time
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from PIL import Image

from linkcheck.documents import Examination, Examiner, Limits, Problem, examine
from linkcheck.documents.examiner import Stopped
from linkcheck.documents.facts import read_facts, write_facts
from linkcheck.documents.process import body_at
from linkcheck.documents.processes import DEFAULT_LIMITS, Pool, Process
from linkcheck.documents.types import PDF
from linkcheck.verdicts import Check, judge
from linkcheck.vocabulary import EvidenceState
from tests.linkcheck.documents.making import CHINESE, greedy_pdf, pdf, scan, slow_pdf, web_page
from tests.linkcheck.verdicts.examples import citation, fetch

MIB = 2**20
TIGHT = Limits(seconds=2, memory=4096 * MIB)
"""What hangs may take some memory, too: time must run out first."""


async def _examine(examiner: Examiner, body: Path | bytes | IO[bytes]) -> Examination:
    return await examiner.examine(body, sha256="ab" * 32, size=1)


def _run(work: Callable[[Examiner], Awaitable[None]], *, processes: int = 1, limits: Limits = DEFAULT_LIMITS) -> None:
    async def main() -> None:
        async with Examiner(processes, limits) as examiner:
            await work(examiner)

    asyncio.run(main())


def test_facts_are_those_of_this_process(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(pdf(CHINESE))

    async def work(examiner: Examiner) -> None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        seen = await examiner.examine(path, sha256=digest, size=path.stat().st_size)
        here = examine(path)
        assert (seen.document.media_type, seen.document.facts) == (PDF, write_facts(here.facts))
        assert (seen.document.sha256, seen.document.bytes) == (digest, path.stat().st_size)
        assert seen.pages == here.pages

    _run(work)


def test_paths_bytes_and_open_files_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(pdf())

    async def work(examiner: Examiner) -> None:
        with path.open("r+b") as file:
            path.unlink()
            file.seek(7)
            of_file = await _examine(examiner, file)
            assert file.tell() == 7
        assert of_file == await _examine(examiner, pdf())

    _run(work)


def test_where_opening_a_descriptor_shares_its_place_the_body_is_copied(tmp_path: Path) -> None:
    """As macOS has it; on Linux the file is opened anew."""
    (tmp_path / "body").write_bytes(pdf())
    with (tmp_path / "body").open("rb") as file:
        file.seek(99)
        for shared in (True, False):
            with body_at(file.fileno(), shared=shared) as path:
                assert [path.read_bytes(), path.read_bytes()] == [pdf()] * 2
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 99


def test_headers_are_told() -> None:
    async def work(examiner: Examiner) -> None:
        body = zlib.compress("<html><p>危险废物</p></html>".encode("gb18030"))
        seen = await examiner.examine(
            body, sha256="0" * 64, size=1, content_type="text/html; charset=gb18030", content_encoding="deflate"
        )
        assert seen.pages == ("危险废物",)

    _run(work)


@pytest.mark.parametrize(
    ("hostile", "limits", "problems"),
    [
        (slow_pdf, TIGHT, {Problem.TIME}),
        (greedy_pdf, Limits(seconds=60, memory=768 * MIB), {Problem.MEMORY, Problem.CRASH}),
    ],
    ids=["hangs", "eats memory"],
)
def test_hostile_pdf_is_doubtful_and_the_next_one_is_examined(
    hostile: Callable[[], bytes], limits: Limits, problems: set[Problem]
) -> None:
    async def work(examiner: Examiner) -> None:
        bodies = [hostile(), *[pdf()] * 3]
        seen, *others = await asyncio.gather(*(_examine(examiner, body) for body in bodies))
        facts = read_facts(seen.document)
        assert facts is not None
        assert facts.problem in problems, facts.detail
        assert "SIGABRT" not in facts.detail
        assert seen.document.media_type == PDF
        verdict = judge(citation(), fetch(document=seen.document))
        assert verdict.state is EvidenceState.DOUBTFUL
        assert verdict.reasons[0].code is Check.NOT_EXAMINABLE
        assert [len(other.pages) for other in others] == [3, 3, 3]

    _run(work, limits=limits)


def test_a_pdf_that_hangs_is_said_to() -> None:
    async def work(examiner: Examiner) -> None:
        seen = await _examine(examiner, slow_pdf())
        reason = judge(citation(), fetch(document=seen.document)).reasons[0]
        assert reason.code is Check.NOT_EXAMINABLE
        assert reason.text == "It could not be examined in time: it was given up after 2 seconds."

    _run(work, limits=TIGHT)


def test_stopped_it_breaks_off_what_goes_on_and_says_nothing_of_it() -> None:
    async def work(examiner: Examiner) -> None:
        going_on = [asyncio.ensure_future(_examine(examiner, body)) for body in (slow_pdf(), pdf(), pdf())]
        await asyncio.sleep(0.5)
        stopped = time.monotonic()
        examiner.stop()
        seen = await asyncio.gather(*going_on, return_exceptions=True)
        assert [type(one) for one in seen] == [Stopped] * 3
        assert time.monotonic() - stopped < DEFAULT_LIMITS.seconds / 2
        with pytest.raises(Stopped):
            await _examine(examiner, pdf())

    _run(work)


def test_a_process_that_dies_takes_one_document_with_it(tmp_path: Path) -> None:
    victim = Process(TIGHT.memory)
    with (tmp_path / "body").open("w+b") as body:
        body.write(pdf())
        body.flush()
        os.kill(victim.pid, signal.SIGSEGV)
        with pytest.raises(Exception, match=r"broke off \(SIGSEGV\)"):
            victim.ask({"task": "examine"}, body.fileno(), 5)
    assert victim.spent


def test_idle_processes_that_died_are_replaced() -> None:
    async def work(examiner: Examiner) -> None:
        await _examine(examiner, pdf())
        (process,) = examiner.idle()
        os.kill(process, signal.SIGKILL)
        await asyncio.to_thread(os.waitid, os.P_PID, process, os.WEXITED | os.WNOWAIT)
        assert len((await _examine(examiner, pdf())).pages) == 3

    _run(work)


def _runs(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().split()[2] not in "ZX"
    return False


def test_no_process_outlives_the_examiner() -> None:
    seen: list[int] = []

    async def work(examiner: Examiner) -> None:
        await asyncio.gather(*(_examine(examiner, pdf()) for _ in range(4)))
        seen.extend(examiner.idle())

    _run(work, processes=2)
    assert seen
    assert not any(_runs(process) for process in seen)


def test_the_event_loop_is_never_held_for_long() -> None:
    """In this process's own CPU time: what else the machine does meanwhile is not the examiner's."""

    async def work(examiner: Examiner) -> None:
        bodies = [pdf([f"Page {n}\n" + "Waste and water and spills and noise. " * 40 for n in range(150)])] * 4
        bodies.append(slow_pdf())
        turns: list[float] = []

        async def watch() -> None:
            last = time.process_time()
            while True:
                await asyncio.sleep(0.001)
                now = time.process_time()
                turns.append(now - last)
                last = now

        watching = asyncio.create_task(watch())
        seen = await asyncio.gather(*(_examine(examiner, body) for body in bodies))
        watching.cancel()
        assert [len(one.pages) for one in seen] == [150, 150, 150, 150, 0]
        assert max(turns) < 0.05

    _run(work, processes=2, limits=Limits(seconds=6, memory=TIGHT.memory))


def test_where_no_process_starts_it_can_not_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.documents.processes.sys.executable", "/nonexistent/python")

    async def work(examiner: Examiner) -> None:
        seen = await _examine(examiner, pdf())
        verdict = judge(citation(), fetch(document=seen.document))
        assert (seen.document.media_type, verdict.state) == (PDF, EvidenceState.UNDETERMINED)
        assert verdict.reasons[0].code is Check.NOT_EXAMINED

    _run(work)


def test_a_body_that_can_not_be_read_is_an_error() -> None:
    async def work(examiner: Examiner) -> None:
        with pytest.raises(FileNotFoundError):
            await _examine(examiner, Path("/nonexistent/body"))

    _run(work)


def test_pages_are_drawn_small() -> None:
    noise = Image.effect_noise((1600, 2200), 90).convert("RGB")
    target = io.BytesIO()
    noise.save(target, "PDF")

    async def work(examiner: Examiner) -> None:
        drawn = await examiner.draw(pdf(), [1, 3, 7])
        drawn |= {10: (await examiner.draw(target.getvalue(), [1]))[1], 11: (await examiner.draw(scan(), [2]))[2]}
        assert set(drawn) == {1, 3, 10, 11}
        for picture in drawn.values():
            assert len(picture) <= 40 * 1024
            with Image.open(io.BytesIO(picture)) as image:
                assert image.format == "WEBP"
                assert max(image.size) <= 900

    _run(work)


def test_pictures_have_the_fonts_that_reading_does_without() -> None:
    async def work(examiner: Examiner) -> None:
        before = await examiner.draw(pdf(CHINESE), [1])
        await _examine(examiner, pdf(CHINESE))
        assert await examiner.draw(pdf(CHINESE), [1]) == before

    _run(work)


def test_what_can_not_be_drawn_has_no_picture() -> None:
    async def work(examiner: Examiner) -> None:
        assert await examiner.draw(web_page("x"), [1]) == {}
        assert await examiner.draw(slow_pdf(), [1]) == {}
        assert set(await examiner.draw(pdf(), [1])) == {1}

    _run(work, limits=TIGHT)


def test_a_pool_keeps_the_processes_for_the_next_examiner_and_ends_them_with_itself() -> None:
    pool = Pool()
    seen: list[tuple[int, ...]] = []

    async def one_after_another() -> None:
        for _ in range(2):
            async with Examiner(1, pool=pool) as examiner:
                assert (await _examine(examiner, pdf())).document.media_type == PDF
                seen.append(examiner.idle())

    asyncio.run(one_after_another())
    assert seen[0] == seen[1] == pool.pids
    (pid,) = pool.pids
    pool.close()
    assert pool.pids == ()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_an_examiner_that_was_stopped_takes_no_process_of_a_pool_along() -> None:
    pool = Pool()

    async def stopped() -> None:
        async with Examiner(1, pool=pool) as examiner:
            await _examine(examiner, pdf())
            examiner.stop()
            with pytest.raises(Stopped):
                await _examine(examiner, pdf())

    async def again() -> None:
        async with Examiner(1, pool=pool) as examiner:
            assert (await _examine(examiner, pdf())).document.media_type == PDF

    asyncio.run(stopped())
    before = pool.pids
    asyncio.run(again())
    assert pool.pids == before
    pool.close()
