"""The pages as a reader meets them: in a real browser, wide and narrow, light and dark, by keyboard alone."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from claimtrack.compare.run import compare
from tests.browser import axe
from tests.browser.chromium import NARROW, WIDE, browser, needed, unstyled
from tests.command import ROOT, environment
from tests.datasette1 import needed_datasette1
from tests.pages_data import build, gold_extractions, odd_extractions, story_extractions
from tests.pages_site import site_of
from tests.servers import fetch, served

AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
ARTICLE = "/article/sagara-kapal-lamuru"
ODD = ["/article/odd~2F1+~3Cb~3E", "/article/long", "/article/rtl", "/article/blank", "/article/no-quotes"]
OWN = [
    "/",
    "/?_lang=en",
    ARTICLE,
    "/search",
    "/search?q=kapal",
    "/search?q=kapal&in=articles",
    "/method",
    "/matrix",
    "/matrix?q=tanggul&only=contested",
    "/sources",
    "/articles",
    *ODD,
]
CORE = ["/claims", "/claims/attributions", "/claims/documents", "/claims/attributions?_facet=style&negated=1"]
MOST_TABS = 60
SECONDS = 30


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needed()
    axe.needed()
    folder = tmp_path_factory.mktemp("browser")
    path = build(folder / "claims.db", [*gold_extractions(), *odd_extractions(), *story_extractions()])
    compare(path, lang="id")
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    """Yield the address of `claimtrack serve` on the sample."""
    with served(["serve", str(database)], environment()) as found:
        yield found


@pytest.fixture(scope="module")
def paths(database: Path) -> list[str]:
    """Return the paths of one page of every kind, with the odd ones."""
    with site_of(database) as found:
        links = [href for path in ("/", *ODD) for href in found.get(path).parts.values("href", "a")]
    kinds = [
        [href for href in dict.fromkeys(links) if href.startswith(f"/{kind}/")]
        for kind in ("story", "claim", "source", "outlet")
    ]
    return [*OWN, *(href for found_links in kinds for href in found_links[:2] + found_links[-3:])]


def faults_on(address: str, paths: Sequence[str], size: tuple[int, int], *, dark: bool) -> str:
    """Return what is wrong on the pages, one fault a line: an error in the console, what `audit.js` or axe-core finds.

    Of Datasette's own pages, whose templates are not ours, axe-core's serious and critical findings count; of ours all.
    """
    faults = []
    with browser(size, dark=dark) as driver:
        axe.prepare(driver)
        for path in paths:
            driver.get(address + path)
            found = unstyled(driver)  # before what is measured: a page without its colours fails for that reason alone
            found += driver.execute_script(f"const OWN = {str(path not in CORE).lower()};" + AUDIT)
            found += axe.findings(driver, severe_only=path in CORE)
            found += [entry["message"] for entry in driver.get_log("browser")]
            faults += [f"{path}: {fault}" for fault in sorted(set(found))]
    return "\n".join(faults)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_error_or_a_fault(address: str, paths: list[str], size: tuple[int, int], scheme: str) -> None:
    """Each page: nothing in the console, no finding of axe-core, nothing beyond the side, enough contrast."""
    assert "" == faults_on(address, [*paths, *CORE], size, dark=scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_error_or_a_fault_on_datasette_1(database: Path, scheme: str) -> None:
    folder = needed_datasette1()
    variables = environment({"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])})
    with served(["serve", str(database)], variables) as address:
        assert "" == faults_on(address, ["/", ARTICLE, *CORE], NARROW, dark=scheme == "dark")


def test_hostile_text_runs_nothing(address: str) -> None:
    with browser() as driver:
        driver.get(address + ODD[0])
        assert "</title><script>alert(2)</script>" in driver.title
        assert [] == driver.find_elements("css selector", "script, img, iframe, object, embed")
        assert [] == driver.get_log("browser")


def focused(driver: Any) -> str:  # noqa: ANN401 - selenium has no types for what we use
    """Return the address or name of the element that has the focus."""
    return str(
        driver.execute_script("const e = document.activeElement; return e.getAttribute('href') || e.id || e.tagName")
    )


def press(driver: Any, *keys: str) -> None:  # noqa: ANN401
    """Press ``keys`` one after the other, as a keyboard does: they go wherever the focus is."""
    from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415 - may be missing

    ActionChains(driver, duration=0).send_keys(*keys).perform()


def tab_to(driver: Any, wanted: str) -> None:  # noqa: ANN401
    """Press Tab until the focus is on something that ``wanted`` matches, and see that the focus shows."""
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - may be missing

    for _ in range(MOST_TABS):
        press(driver, Keys.TAB)
        if re.search(wanted, focused(driver)):
            style = "return getComputedStyle(document.activeElement).outlineStyle"
            assert "none" != driver.execute_script(style), wanted
            return
    msg = f"{wanted} is not reached with {MOST_TABS} presses of Tab"
    raise AssertionError(msg)


def test_the_main_way_by_keyboard_alone(address: str) -> None:
    """Front page, claim, a piece of evidence, its words in the article, who said so, a search, the method."""
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - may be missing
    from selenium.webdriver.support.wait import WebDriverWait  # noqa: PLC0415 - may be missing

    def press_on(wanted: str, typed: str = "") -> str:
        """Go to ``wanted`` by Tab, type, press Enter, and wait for the next page, which a key press does not."""
        tab_to(driver, wanted)
        before = driver.current_url
        press(driver, typed, Keys.ENTER)
        WebDriverWait(driver, SECONDS).until(lambda found: found.current_url != before)
        return str(urlsplit(driver.current_url).path)

    with browser() as driver:
        driver.get(address + "/")
        assert re.match("/(story|claim)/", press_on("^/(story|claim)/"))
        assert press_on("^/article/.*#m-").startswith("/article/")
        key = urlsplit(driver.current_url).fragment
        assert driver.execute_script("return document.querySelector(':target').id") == key
        assert press_on("^/source/").startswith("/source/")
        assert press_on("q$", "penumpang") == "/search"
        assert press_on("^/article/.*#m-").startswith("/article/")
        assert press_on("^/method") == "/method"


def test_the_first_tab_leads_past_the_navigation(address: str) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - may be missing

    with browser() as driver:
        driver.get(address + ARTICLE)
        tab_to(driver, "#content")
        press(driver, Keys.ENTER)
        assert "content" == urlsplit(driver.current_url).fragment


def test_a_mark_opens_its_card_and_the_card_its_mark(address: str) -> None:
    with browser() as driver:
        driver.get(address + ARTICLE)
        link = driver.find_element("css selector", ".text .cue-link")
        key = link.get_attribute("id").removeprefix("m-")
        link.click()
        assert f"c-{key}" == driver.execute_script("return document.querySelector(':target').id")
        driver.find_element("css selector", f"#c-{key} .card-foot a").click()
        assert f"m-{key}" == driver.execute_script("return document.querySelector(':target').id")


def test_the_server_tells_its_address_and_answers(address: str) -> None:
    assert "<html" in fetch(address + "/")
