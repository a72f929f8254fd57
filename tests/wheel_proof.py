"""Prove that the built wheel, alone in an empty environment outside the checkout, does the main job.

Run as `python -m tests.wheel_proof` (`make wheel-proof`). It needs the package index, so it is no part of pytest.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.command import ROOT
from tests.servers import opened

SENTENCE = '"Air sudah surut," kata Rahmat, Senin.\n'
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")


def main() -> None:
    """Build, install, and run the main job; any failure is an exception."""
    with tempfile.TemporaryDirectory(prefix="claimtrack-wheel-") as name:
        folder = Path(name)
        wheel = build(folder / "dist")
        python = install(wheel, folder / "environment")
        work = folder / "work"
        work.mkdir()
        prove_extract(python, work)
        prove_pages(python, work)
    sys.stdout.write(f"{wheel.name}: installed in an empty environment; extract, ingest, publish and pages work\n")


def build(folder: Path) -> Path:
    """Return the wheel built from this checkout."""
    run(sys.executable, *PIP, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT), folder=ROOT)
    return next(folder.glob("claimtrack-*.whl"))


def install(wheel: Path, folder: Path) -> str:
    """Return the interpreter of a new environment that holds the wheel and what it asks for, nothing else."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    run(python, *PIP, "install", str(wheel), folder=folder)
    return python


def prove_extract(python: str, work: Path) -> None:
    """Check that the command reads a sentence, and that it is the installed one."""
    place = run(python, "-c", "import claimtrack; print(claimtrack.__file__)", folder=work)
    check("site-packages" in place, f"claimtrack was imported from {place}")
    (work / "article.txt").write_text(SENTENCE, encoding="utf-8")
    command = str(Path(python).with_name("claimtrack"))
    row = json.loads(run(command, "extract", "--format", "jsonl", "article.txt", folder=work))
    check(len(row["attributions"]) == 1, f"expected one attribution, found {row}")


def prove_pages(python: str, work: Path) -> None:
    """Check that the demo fills a database and that Datasette shows an article with marked words."""
    with opened(["demo"], work, python=python, variables=clean_environment()) as fetch:
        home = fetch("/")
        article = re.search(r'href="([^"]*/article/[^"]+)"', home)
        check(article is not None, f"no link to an article on the home page: {home[:2000]}")
        page = fetch(article[1]) if article else ""
        check("<mark" in page, f"no marked words on the article's page: {page[:2000]}")


def clean_environment() -> dict[str, str]:
    """Return the variables of this process without those that could lead Python back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def run(*command: str, folder: Path) -> str:
    """Return what a command prints; it must succeed."""
    done = subprocess.run(command, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"{' '.join(command)}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check(right: bool, message: str) -> None:  # noqa: FBT001 - like assert, but also under python -O
    """Raise `SystemExit` with ``message`` unless ``right``."""
    if not right:
        raise SystemExit(message)


if __name__ == "__main__":
    main()
