"""What tests of the workbook share."""

import shutil
from pathlib import Path

import pytest

from builders import CASES, Run

MADE: list[bytes] = []
"""The workbook of the full amendment, once a test has asked for it."""


@pytest.fixture
def amendment(tmp_path: Path) -> Path:
    """Return a folder in which everything is given that an amendment can hold."""
    return Path(shutil.copytree(CASES / "amendment", tmp_path / "data"))


@pytest.fixture
def amendment_book(ridcalc: Run, tmp_path: Path) -> Path:
    """Return the workbook of that folder; made once, since its bytes are always the same."""
    path = tmp_path / "book.xlsx"
    if not MADE:
        assert ridcalc("export", path, "--data", CASES / "amendment").status == 0
        MADE.append(path.read_bytes())
    path.write_bytes(MADE[0])
    return path
