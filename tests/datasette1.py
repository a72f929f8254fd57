"""Where the 1.0 series of Datasette lies, which `make test` installs beside the stable one."""

import os
import sys
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("CLAIMTRACK_DATASETTE1", Path(sys.prefix) / "datasette1"))


def needed_datasette1() -> Path:
    """Return the folder to put first on the path; skip the test where it is missing, and say what to do."""
    if not (FOLDER / "datasette").is_dir():
        pytest.skip(f"no Datasette 1.0 in {FOLDER}: run `make test`, or set CLAIMTRACK_DATASETTE1 to where it is")
    return FOLDER
