"""What tests of commands share."""

from pathlib import Path

import pytest

from adopted_budget import KEYS, MEASURES
from builders import Run, write_folder

MADE: list[bytes] = []
"""The workbook of the budget to adopt from, made once: its bytes are always the same."""


@pytest.fixture
def book(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the workbook of the budget to adopt from, beside its data."""
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    path = Path("book.xlsx")
    if not MADE:
        outcome = ridcalc("export", path)
        assert outcome.status == 0, outcome.err
        MADE.append(path.read_bytes())
    path.write_bytes(MADE[0])
    return path
