"""A headless Chromium of this machine, driven through its own driver."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

PATIENCE = 20  # seconds that a style sheet may take on a busy machine
UNSTYLED = """
const links = [...document.querySelectorAll("link[rel=stylesheet]")];
return links.filter(({sheet}) => !sheet || !sheet.cssRules.length).map((link) => link.href);
"""
WIDE, NARROW = (1280, 900), (360, 740)


def needed() -> None:
    """Skip the test where a browser is missing, and say what to do."""
    pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[test]'")
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: apt-get install chromium chromium-driver")


@contextmanager
def browser(size: tuple[int, int] = WIDE, *, dark: bool = False) -> Iterator[Any]:
    """Yield a browser window of ``size`` in CSS pixels, in the light or the dark scheme."""
    from selenium import webdriver  # noqa: PLC0415 - may be missing
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--accept-lang=id"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        yield driver
    finally:
        driver.quit()


def unstyled(driver: Any) -> list[str]:  # noqa: ANN401 - selenium has no types for what we use
    """Wait until the page that is open has its style sheets; return, one line each, those that do not come."""
    end = time.monotonic() + PATIENCE
    while (missing := driver.execute_script(UNSTYLED)) and time.monotonic() < end:
        time.sleep(0.05)
    return [f"no style sheet: {href}" for href in missing]
