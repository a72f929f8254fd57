"""Copies of the Indonesian pack that a test may change."""

import shutil
from pathlib import Path

from claimtrack.packs import packs_folder


def copied(tmp_path: Path) -> Path:
    """Return the folder of a copy of the pack."""
    return Path(shutil.copytree(packs_folder() / "id", tmp_path / "id"))


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """Return the folder of a copy in one file of which ``old``, which must stand there, is ``new``."""
    folder = copied(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder
