"""What a terminal shows: the rich tables at a fixed width, without colour and with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOLDEN
from ridcalc.core.allocation.allocate import allocate
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render.terminal import render
from ridcalc.views.allocation import allocation_table
from ridcalc.views.table import Table
from ridcalc.views.view import View


@pytest.fixture
def table(shipped: Path) -> Table:
    """Return the table of the shipped data."""
    return allocation_table(allocate(load(Folder(str(shipped))).case), View())


@pytest.mark.parametrize("width", [100, 60])
def test_the_table_fits_its_width(width: int, table: Table, golden: Callable[[Path, str], None]) -> None:
    text = render(table, Language("nl"), width=width, colour=False)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    golden(GOLDEN / f"terminal-{width}.nl.txt", text)


def test_prose_is_at_most_100_columns_wide_on_a_wide_terminal(shipped: Path) -> None:
    noted = allocation_table(allocate(load(Folder(str(shipped))).case), View(notes=True))
    wide, narrow = (render(noted, Language("nl"), width=width, colour=False) for width in (240, 100))
    assert wide == narrow
    assert max(map(len, wide.splitlines())) > 90


def test_totals_stand_out_in_colour(table: Table) -> None:
    text = render(table, Language("nl"), width=100, colour=True)
    assert "\x1b[1mTotaal" in text
