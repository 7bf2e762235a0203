"""Cells: a table with a column of each kind, as text, on a terminal and as Markdown."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import get_args

import pytest

from ridcalc.core.values.problems import Euros, say
from ridcalc.language.sentences import Language
from ridcalc.render import markdown, terminal, text
from ridcalc.views.table import Cell, Count, Day, Money, Row, Share, Table, Text, amount

COLUMNS = ("Bedrag", "Aandeel", "Inwoners", "Besloten op", "Stand")
ROWS = (
    Row("block", say("Incidental")),
    Row(
        "body",
        "Noord",
        (
            Money(21_320_000, assumed=True),
            Share(Fraction(13, 25)),
            Count(44_001),
            Day(date(2026, 1, 5)),
            Text("*besloten*"),
        ),
    ),
    Row("body", "Zuid", (Money(0, pm=2), Share(Fraction(1, 3)), Count(7, "fte"), None, Text(say("Total")))),
    Row("body", "West", (Money(-450, pm=1, assumed=True), None, None, Day(date(2025, 12, 31)), Text(Euros(100)))),
    Row("total", say("Total"), (amount(123), Share(Fraction(1)), Count(-1234), None, None)),
)
TABLE = Table("Stand", (), say("Participant"), COLUMNS, ROWS, ())

DUTCH = """\
Stand

Deelnemer                  Bedrag  Aandeel    Inwoners  Besloten op  Stand
───────────────────────────────────────────────────────────────────────────────
Incidenteel
  Noord      € 213.200,00*           52,0%  44.001       2026-01-05  *besloten*
  Zuid                       2 PM    33,3%       7 fte               Totaal
  West            € -4,50* + 1 PM                        2025-12-31  € 1
             ────────────────────  ───────  ──────────  ───────────  ──────────
  Totaal           € 1,23           100,0%  -1.234
"""
ENGLISH = """\
## Stand

| Participant | Bedrag | Aandeel | Inwoners | Besloten op | Stand |
|---|---:|---:|---:|---:|---|
| **Incidental** |  |  |  |  |  |
| Noord | €213,200.00\\* | 52.0% | 44,001 | 2026-01-05 | \\*besloten\\* |
| Zuid | 2 PM | 33.3% | 7 fte |  | Total |
| West | -€4.50\\* + 1 PM |  |  | 2025-12-31 | €1 |
| **Total** | **€1.23** | **100.0%** | **-1,234** |  |  |
"""


@pytest.mark.parametrize("cells", [(amount(1),), (amount(1), None, None)], ids=["too few", "too many"])
def test_a_row_has_a_cell_below_every_heading_or_none_at_all(cells: tuple[Cell | None, ...]) -> None:
    headings = ("2024", "2025")
    assert Table("T", (), say("Measure"), headings, (Row("head", "a"), Row("body", "b", (None, None))), ()).rows
    with pytest.raises(ValueError, match=f"^{len(cells)} cells below 2 columns: .*'meerwerk'"):
        Table("T", (), say("Measure"), headings, (Row("body", "meerwerk", cells),), ())


def test_the_table_has_a_column_of_each_kind() -> None:
    columns = zip(*(row.cells for row in ROWS if row.cells), strict=True)
    kinds = [{type(cell) for cell in column if cell is not None} for column in columns]
    assert kinds == [{kind} for kind in get_args(Cell)]


def test_as_text_numbers_end_at_the_right_and_words_begin_at_the_left() -> None:
    assert text.render(TABLE, Language("nl")) == DUTCH


def test_the_table_looks_the_same_on_a_terminal() -> None:
    ruled = DUTCH.replace("─" * 79, "───────────  ────────────────────  ───────  ──────────  ───────────  ──────────")
    assert terminal.render(TABLE, Language("nl"), colour=False) == ruled


def test_as_markdown_each_column_is_aligned_by_its_kind() -> None:
    assert markdown.render(TABLE, Language("en")) == ENGLISH


def test_words_among_numbers_begin_at_the_left() -> None:
    rows = (Row("body", "a", (amount(100),)), Row("body", "b", (Text("?"),)))
    mixed = replace(TABLE, columns=("Bedrag",), rows=rows)
    shown = text.render(mixed, Language("en")).splitlines()[-2:]
    assert shown == ["a                €1", "b            ?"]
    assert "|---|---:|" in markdown.render(mixed, Language("en"))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Money(0), "€0"),
        (Money(0, whole=True), "0"),
        (Money(0, pm=1), "1 PM"),
        (Money(0, pm=1, whole=True), "0 + 1 PM"),
        (Money(2_100_000, pm=1), "21 + 1 PM"),
    ],
)
def test_a_known_amount_is_a_number_in_whole_units_too(cell: Money, shown: str) -> None:
    table = replace(TABLE, columns=("x",), rows=(Row("body", "a", (cell,)),), unit=100_000 if "€" not in shown else 0)
    assert text.render(table, Language("en")).splitlines()[-1] == f"a            {shown}"
