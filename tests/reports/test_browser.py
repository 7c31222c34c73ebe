"""The page in a browser: it opens from a file without a request or an error, and works by mouse and by keyboard.

Needs Debian's chromium and chromium-driver; skipped where they are not installed.
"""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from reports import views
from reports.coverage import Coverage, build
from reports.html import pictures
from tests.reports import factory
from tests.reports.test_pictures import with_pictures, with_text

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed")


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return build(factory.example())


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--force-prefers-reduced-motion",
        "--window-size=1440,1000",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(DRIVER or ""))
    driver.set_script_timeout(60)
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="module")
def file(coverage: Coverage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = views.write(coverage, tmp_path_factory.mktemp("coverage"), ["html"])
    return path


@pytest.fixture
def page(browser: Chrome, file: Path) -> Iterator[Chrome]:
    """The page freshly opened; afterwards nothing was requested and the console is clean."""
    log(browser, "performance")
    browser.get(file.as_uri())
    yield browser
    assert requested(browser, file) == {file.as_uri()}
    assert log(browser, "browser") == []


def requested(page: Chrome, file: Path) -> set[str]:
    """What a document has asked for since the last look, itself included."""
    events = [json.loads(entry["message"])["message"] for entry in log(page, "performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    asked = {request["request"]["url"] for request in sent if request["documentURL"].startswith(file.as_uri())}
    return {url for url in asked if not url.startswith("data:")}


def log(page: Chrome, kind: str) -> list[dict[str, Any]]:
    """What was logged since the last look."""
    entries: list[dict[str, Any]] = page.get_log(kind)  # type: ignore[no-untyped-call]  # selenium leaves it untyped
    return entries


def one(page: Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def shown(page: Chrome, selector: str) -> list[WebElement]:
    return [element for element in page.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]


def until(page: Chrome, condition: Any) -> None:
    WebDriverWait(page, 5, poll_frequency=0.02).until(condition)


def test_it_opens_without_a_request_or_a_console_error(page: Chrome, coverage: Coverage) -> None:
    assert one(page, "h1").text == coverage.reports[0].entity
    assert len(page.find_elements(By.CSS_SELECTOR, "#cells tbody tr[id]")) == coverage.summary.criteria.total
    assert one(page, "#tools").is_displayed()


@pytest.mark.parametrize("width", [390, 1440])
def test_it_never_scrolls_sideways(page: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


class TestFilters:
    def test_a_state_leaves_the_criteria_that_have_it(self, page: Chrome) -> None:
        one(page, ".chip[data-state='dead']").click()

        assert [row.text.split()[0] for row in shown(page, "#cells tr[id] th")] == ["2.6a-h", "9.1a-d", "11.1b-e"]
        assert {matter.get_attribute("data-s") for matter in shown(page, ".matter")} == {"dead"}
        assert one(page, "#shown").text.startswith("3 of 35 criteria")

    def test_a_principle_a_rating_and_a_facility_go_together(self, page: Chrome) -> None:
        Select(one(page, "#by-principle")).select_by_visible_text(factory.PRINCIPLES["5"])
        Select(one(page, "#by-rating")).select_by_visible_text("Minor Non-Conformance")
        Select(one(page, "#by-facility")).select_by_visible_text(factory.FACILITIES[1])
        until(page, lambda _: len(shown(page, "#cells tr[id]")) == 1)

        assert [head.text.splitlines()[0] for head in shown(page, "#cells thead th[data-col]")] == [
            factory.FACILITIES[1],
            "Whole entity",
        ]
        assert one(page, "#shown").text == "1 of 35 criteria, 1 of 76 citations"

    def test_search_finds_addresses_and_reset_shows_all_again(self, page: Chrome, coverage: Coverage) -> None:
        url = next(c.url for c in coverage.reports[0].citations if c.criterion == "9.8e")
        one(page, "#q").send_keys(url[-20:].upper())
        until(page, lambda _: len(shown(page, "#cells tr[id]")) == 1)
        assert one(page, "#shown").text == "1 of 35 criteria, 1 of 76 citations"

        one(page, "#reset").click()
        until(page, lambda _: len(shown(page, "#cells tr[id]")) == 35)
        assert one(page, "#shown").text == ""

    def test_only_what_changed(self, page: Chrome, coverage: Coverage) -> None:
        changes = coverage.reports[0].changes
        one(page, "#only-changes").click()
        until(page, lambda _: len(shown(page, "#cells tr[id]")) == len({change.criterion for change in changes}))

        assert one(page, "#shown").text.endswith(f"{len(changes)} of {coverage.summary.citations} citations")

    def test_what_matches_nothing_says_so(self, page: Chrome) -> None:
        one(page, "#q").send_keys("no such thing")
        until(page, lambda _: one(page, "#no-rows").is_displayed())

        assert one(page, "#no-matters").is_displayed()


class TestSheet:
    def test_a_cell_opens_its_citations_with_their_proof(self, page: Chrome, coverage: Coverage) -> None:
        page.execute_script("arguments[0].click()", one(page, "#cells td.s-partial a"))
        sheet = one(page, "#sheet")

        assert sheet.find_element(By.ID, "sheet-title").text == "Sustainability reporting"
        assert len(sheet.find_elements(By.CSS_SELECTOR, ".citation")) == 2
        cited = (c for c in coverage.reports[0].citations if c.criterion == "3.1a-b")
        dead, live = (c for c in cited if c.facility in (factory.FACILITIES[3], None))
        assert live.fetch is not None
        assert live.fetch.capture is not None
        for proof in (dead.url, live.url, dead.reasons[0].text, live.fetch.sha256, live.fetch.capture.record_id):
            assert str(proof) in sheet.text

    def test_a_gap_opens_the_reason_for_it(self, page: Chrome) -> None:
        page.execute_script("arguments[0].click()", one(page, "#cells td.s-claimed a"))

        assert "disclosed on the Entity's website" in one(page, "#sheet-body").text

    def test_next_walks_along_the_cells(self, page: Chrome) -> None:
        page.execute_script("arguments[0].click()", one(page, "#cells td a"))
        before = one(page, "#sheet-kind").text
        assert not one(page, "#sheet-back").is_enabled()
        one(page, "#sheet-on").click()

        assert one(page, "#sheet-kind").text != before
        assert one(page, "#sheet-back").is_enabled()


def test_the_keyboard_alone_walks_opens_and_closes(page: Chrome) -> None:
    first = one(page, "#cells td a[tabindex='0']")
    first.send_keys("")
    ActionChains(page).send_keys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN).perform()
    here = page.switch_to.active_element
    assert here != first
    assert page.execute_script("return document.querySelectorAll('#cells td a[tabindex=\"0\"]').length") == 1

    ActionChains(page).send_keys(Keys.SPACE).perform()
    assert one(page, "#sheet").is_displayed()
    assert page.switch_to.active_element.get_attribute("id") == "sheet-title"
    ActionChains(page).send_keys(Keys.ESCAPE).perform()
    until(page, lambda _: not one(page, "#sheet").is_displayed())
    assert page.switch_to.active_element == here


def test_the_keyboard_alone_reaches_the_filters_and_sets_them(page: Chrome) -> None:
    def tab_to(selector: str) -> None:
        for _ in range(60):
            ActionChains(page).send_keys(Keys.TAB).perform()
            if page.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    tab_to(".skip")
    assert one(page, ".skip").is_displayed()
    tab_to("#q")
    ActionChains(page).send_keys("discharges").perform()
    until(page, lambda _: one(page, "#shown").text)
    tab_to(".chip[data-state='undetermined']")
    ActionChains(page).send_keys(Keys.SPACE).perform()

    assert one(page, ".chip[data-state='undetermined']").get_attribute("aria-pressed") == "true"
    assert [row.text.split()[0] for row in shown(page, "#cells tr[id] th")] == ["6.2a-g"]


@pytest.mark.parametrize("most", [10**6, 10])
def test_pictures_are_shown_from_the_page_and_from_beside_it(
    browser: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(pictures, "MOST_INLINE", most)
    image = BytesIO()
    Image.new("RGB", (40, 60), "white").save(image, "WEBP")
    (path,) = views.write(with_pictures(image.getvalue()), tmp_path, ["html"])
    browser.get(path.as_uri())
    browser.execute_script("document.querySelector('#cells td.s-partial a').click()")
    (picture,) = shown(browser, "#sheet figure img")

    until(browser, lambda _: picture.get_property("naturalWidth") == 40)
    assert picture.get_attribute("alt") == "Page 25 of the document"
    assert log(browser, "browser") == []


def test_the_text_of_a_cited_page_stands_beside_its_citation_alone(browser: Chrome, tmp_path: Path) -> None:
    (path,) = views.write(with_text("Spills: none."), tmp_path, ["html"])
    browser.get(path.as_uri())
    browser.execute_script("document.querySelector('#cells td.s-partial a').click()")
    (said,) = shown(browser, "#sheet .said")
    assert said.text == "Text of page 25"
    said.find_element(By.CSS_SELECTOR, "summary").click()

    assert said.text == "Text of page 25\nSpills: none."
    assert log(browser, "browser") == []


class TestAccessibility:
    """axe-core finds no serious fault, with everything opened, by day and by night."""

    @pytest.fixture
    def small(self, browser: Chrome, tmp_path: Path) -> Chrome:
        """A page with every state, and few enough elements for axe-core to look at each."""
        snapshot = factory.part("2.4a-e", "2.6a-h", "2.7a-f", "2.8a-d", "3.1a-b", "5.3b-e", "11.2")
        (path,) = views.write(build(snapshot), tmp_path, ["html"])
        browser.get(path.as_uri())
        return browser

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_of_the_page(self, small: Chrome, scheme: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        small.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        try:
            small.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
            assert faults(small) == []
        finally:
            small.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def test_of_an_open_cell(self, small: Chrome) -> None:
        small.execute_script("arguments[0].click()", one(small, "#cells td.s-partial a"))

        assert faults(small) == []

    @pytest.fixture
    def index(self, browser: Chrome, tmp_path: Path) -> Path:
        (path,) = views.write(build(factory.many(reports=3, citations=20)), tmp_path, ["html"])
        log(browser, "performance")
        browser.get(path.as_uri())
        return path

    def test_of_an_index(self, browser: Chrome, index: Path) -> None:
        assert faults(browser) == []

    def test_an_index_asks_for_nothing_and_leads_to_its_pages_and_back(self, browser: Chrome, index: Path) -> None:
        assert requested(browser, index) == {index.as_uri()}
        name = one(browser, ".entry a").text
        one(browser, ".entry a").click()
        until(browser, lambda _: one(browser, "h1").text == name)
        one(browser, ".masthead .kind a").click()
        until(browser, lambda _: browser.current_url == index.as_uri())
        assert log(browser, "browser") == []


def faults(page: Chrome) -> list[str]:
    """What axe-core calls serious or critical, with the first element that it found so."""
    page.execute_script((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.execute_async_script(
        "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(found => done(found.violations))"
    )
    return [f"{f['id']}: {f['nodes'][0]['html']}" for f in found if f["impact"] in ("serious", "critical")]


def test_it_prints_whole_to_a4(page: Chrome, coverage: Coverage) -> None:
    printed = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    with pypdfium2.PdfDocument(b64decode(printed["data"])) as pdf:
        sizes = [tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in pdf]
        text = "\n".join(sheet.get_textpage().get_text_range() for sheet in pdf)

    assert set(sizes) == {(210, 297), (297, 210)}
    for matter in coverage.reports[0].to_look_at:
        assert " ".join(matter.advice.split()) in " ".join(text.split())
    fetched = [citation for citation in coverage.reports[0].citations if citation.fetch]
    assert text.count("Fetched 2026-11-24") == len(fetched)
    assert "Show words" not in text
    assert "Fetch records" not in text


def test_it_reads_whole_without_scripts(browser: Chrome, file: Path, coverage: Coverage) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(file.as_uri())
        assert not one(browser, "#tools").is_displayed()
        assert len(browser.find_elements(By.CSS_SELECTOR, "#evidence .citation")) == coverage.summary.citations
        one(browser, "#cells td a").click()
        assert shown(browser, "#evidence .citation")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_hostile_strings_run_nothing(browser: Chrome, tmp_path: Path) -> None:
    (path,) = views.write(build(factory.hostile()), tmp_path, ["html"])
    browser.get(path.as_uri())
    browser.execute_script("document.querySelector('.criterion').open = true")
    browser.execute_script("document.querySelector('#cells td a').click()")

    assert log(browser, "browser") == []
    assert one(browser, "h1").text == "<script>alert(1)</script>"
