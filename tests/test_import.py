"""What `import claimtrack` costs and loads."""

import json
import subprocess
import sys

import pytest

from tests.command import environment

HEAVY = ("sqlite_utils", "datasette", "click", "lark", "sqlite3", "claimtrack.cli", "claimtrack.publish")


def modules_after(code: str) -> set[str]:
    """Return the names of the modules that are loaded after ``code`` ran in a fresh interpreter."""
    shown = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], env=environment(), check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", HEAVY)
def test_import_does_not_load(module: str) -> None:
    assert module not in modules_after("import claimtrack")


def test_public_names_are_listed_before_they_are_loaded() -> None:
    code = "import claimtrack; assert set(claimtrack.__all__) <= set(dir(claimtrack))"
    assert "claimtrack.pipeline" not in modules_after(code)


def test_extraction_loads_neither_store_nor_server() -> None:
    loaded = modules_after("import claimtrack; claimtrack.extract('Air surut.')")
    assert set() == loaded & {"sqlite_utils", "datasette", "click", "claimtrack.store"}


def test_a_result_loads_no_lark_where_the_tables_are_kept() -> None:
    code = "import claimtrack; claimtrack.extract('Air surut, kata Rahmat Hidayat.')"
    modules_after(code)  # the first start of all makes the tables
    assert "lark" not in modules_after(code)


def test_help_loads_neither_grammars_nor_server() -> None:
    loaded = modules_after("from claimtrack.cli import run; run(['--help'])")
    assert set() == loaded & {"lark", "sqlite_utils", "datasette"}
