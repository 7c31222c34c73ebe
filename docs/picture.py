"""Take `coverage.png` of what `linkcheck demo` shows: `python docs/picture.py` (needs chromium and chromium-driver)."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

PICTURE = Path(__file__).with_name("coverage.png")
WIDTH, HEIGHT = 1400, 1525
"""Of the picture, in CSS pixels."""
WINDOW = 3000
"""The window's height: so high that the matrix needs no scroll bar of its own."""
COLOURS = 128


def main() -> None:
    """Run the demo in a folder that is thrown away, and photograph the matrix of its report."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        demo = [str(Path(sys.executable).with_name("linkcheck")), "demo", "--folder", str(folder / "demo")]
        subprocess.run(demo, check=True, cwd=folder)  # noqa: S603  # our own command
        shot = screenshot(folder / "demo" / "coverage" / "coverage.html", folder / "profile")
    picture = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(PICTURE, optimize=True)
    sys.stdout.write(f"{PICTURE}: {PICTURE.stat().st_size // 1024} KiB\n")


def screenshot(page: Path, profile: Path) -> bytes:
    """The matrix of the page, as PNG."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        f"--window-size={WIDTH},{WINDOW}",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    browser = Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
    try:
        browser.get(page.as_uri())
        top = browser.execute_script("return document.querySelector('#matrix').getBoundingClientRect().top")
        clip = {"x": 0, "y": top, "width": WIDTH, "height": HEIGHT, "scale": 1}
        taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        return base64.b64decode(taken["data"])
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
