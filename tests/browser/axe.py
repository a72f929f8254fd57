"""axe-core, which `make test` installs in a folder of its own: what is known to keep people from using a page."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

# The package brings axe-core for Playwright; only the script in it is used, so Playwright itself is not installed.
SCRIPT = Path("axe_playwright_python", "axe.min.js")
FOLDER = Path(os.environ.get("CLAIMTRACK_AXE", Path(sys.prefix) / "axe"))
SEVERE = ("serious", "critical")
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"], elementRef: false, preload: false}).then(
  (found) => done(found.violations.map((broken) => (
    {impact: broken.impact, rule: broken.id, where: broken.nodes.map((node) => node.html.slice(0, 120))}))),
  (error) => done([{impact: "critical", rule: String(error), where: []}]));
"""


def needed() -> None:
    """Skip the test where axe-core is missing, and say what to do."""
    if not (FOLDER / SCRIPT).is_file():
        pytest.skip(f"no axe-core in {FOLDER}: run `make test`, or set CLAIMTRACK_AXE to where it is")


def prepare(driver: Any) -> None:  # noqa: ANN401 - selenium has no types for what we use
    """Have axe-core in every page that ``driver`` opens from now on, which no policy of the page can hinder."""
    source = (FOLDER / SCRIPT).read_text(encoding="utf-8")
    driver.execute_cdp_cmd("Page.enable", {})
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})


def findings(driver: Any, *, severe_only: bool) -> list[str]:  # noqa: ANN401
    """Return what axe-core finds on the page that is open, one line for each rule that is broken."""
    found = driver.execute_async_script(RUN)
    return [
        f"axe: {each['impact']}: {each['rule']}: {'  '.join(each['where'][:3])}"
        for each in found
        if not severe_only or each["impact"] in SEVERE
    ]
