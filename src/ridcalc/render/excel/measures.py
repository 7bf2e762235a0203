"""The sheet Measures: an amount per measure and period. Readers may change amounts."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.analysis.ledger import Account, account_of
from ridcalc.core.budget.choices import sign_of
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Value, euros
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import (
    NATURE_LETTERS,
    SIDE_WORDS,
    codes_text,
    note_text,
    optional,
    pm_or,
    source_text,
)


class _Line(NamedTuple):
    """A row of the sheet: an amount, and its position among the divided amounts (None: left out of the scenario)."""

    layout: Layout
    amount: Amount
    position: int | None

    @property
    def measure(self) -> Measure:
        """The measure of the amount."""
        return self.layout.case.budget.measures[self.amount.measure]

    @property
    def account(self) -> Account:
        """The account on which the measure is booked."""
        return account_of(self.measure.booking)


def measures_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the divided amounts, and below them the amounts that the scenario leaves out."""
    last = layout.last_amount_row if layout.amounts else 0
    rows = list(_rows(layout))
    return tabled_sheet(layout, MEASURES, rows, len(rows), last)


def _rows(layout: Layout) -> Iterator[SheetRow]:
    for position, amount in enumerate(layout.amounts):
        yield MEASURES.row(_Line(layout, amount, position), FIRST_ROW + position)
    if layout.outside:
        yield []
        yield [Cell(layout.text(say("Left out of this scenario, and not divided")), "block")]
    for index, amount in enumerate(layout.outside):
        yield MEASURES.row(_Line(layout, amount, None), outside_row(layout, index))


def outside_row(layout: Layout, index: int) -> int:
    """Return the row of an amount that the scenario leaves out; `index` counts from 0."""
    return layout.last_amount_row + 3 + index


def amounts(layout: Layout, name: str) -> str:
    """Return the reference, for other sheets, to a column of the divided amounts."""
    return layout.down(MEASURES, name, FIRST_ROW, layout.last_amount_row)


def first_unknown(this: str, earlier: list[str]) -> str:
    """Return the formula that is 1 if the cell `this` is PM and no cell of `earlier` is, else 0."""
    if not earlier:
        return f'IF({this}="PM",1,0)'
    # in spreadsheets TRUE is greater than any number; adding 0 makes it 1
    before = "+".join(["0", *(f'({cell}="PM")' for cell in earlier)])
    return f'IF({this}="PM",IF({before}>0,0,1),0)'


def _if_divided(cell: Callable[[_Line, At], Cell | None]) -> Callable[[_Line, At], Cell | None]:
    """Return a function that returns the cell of a divided amount, and no cell for other amounts."""
    return lambda line, at: None if line.position is None else cell(line, at)


def _amount(line: _Line, _: At) -> Cell:
    note = note_text(line.layout, line.measure.source, line.measure.note)
    return Cell(pm_or(line.amount.indexed), "money" if line.position is None else "input_money", note=note)


def _in_units(line: _Line, at: At) -> str:
    """Return the formula of an amount in units of rounding."""
    unit = line.layout.unit
    return f"ROUND({at.amount}*100,0)" if unit == 1 else f"ROUND({at.amount}/{unit // 100},0)"


def divided(side: SideName, indexed: str) -> str:
    """Return the formula of what is divided, from the formula of the amount after index."""
    return f"-{indexed}" if sign_of(side) < 0 else indexed


def _units(line: _Line, at: At) -> Cell:
    cents = line.amount.cents
    value: Value = "PM" if cents is None else cents // line.layout.unit
    return Cell(value, "whole", f'IF({at.amount}="PM","PM",{divided(line.amount.side, _in_units(line, at))})')


def _first_unknown(line: _Line, at: At) -> Cell:
    earlier = _rows_before(line)
    unknown_before = any(line.layout.amounts[row - FIRST_ROW].indexed is None for row in earlier)
    formula = first_unknown(at.amount, [MEASURES.at(row).amount for row in earlier])
    return Cell(int(line.amount.indexed is None and not unknown_before), "whole", formula)


_MOST_IN_YEAR = 24
"""The most amounts of a measure in a year: twelve months, and of each the parts that are PM and the others."""


def _rows_before(line: _Line) -> list[int]:
    """Return the rows of the earlier amounts of the same measure and year."""
    position = line.position or 0
    rows = range(max(0, position - _MOST_IN_YEAR), position)
    return [FIRST_ROW + row for row in rows if _in_year(line.layout.amounts[row]) == _in_year(line.amount)]


def _in_year(amount: Amount) -> tuple[str, int]:
    return amount.measure, amount.period.year


def _fault(line: _Line, at: At) -> Cell:
    """Return the cell that is 1 if an amount is not PM or whole units below 10^15, or if it needs a new export.

    An amount needs a new export where the cell is a PM post whose amount would form a new batch.
    """
    in_units, unit = _in_units(line, at), line.layout.unit
    whole = f"ROUND({at.amount},2)" if unit == 1 else f"{in_units}*{unit // 100}"
    small_enough = f"IF(ABS({in_units})<10^15,0,1)"
    known = f"IF(ISNUMBER({at.amount}),IF({at.amount}={whole},{small_enough},1),1)"
    needs_export = line.amount.dated in line.layout.batches.without
    return Cell(0, "whole", f'IF({at.amount}="PM",0,{"1" if needs_export else known})')


def _changed(line: _Line, at: At) -> Cell:
    written = line.amount.indexed
    literal = '"PM"' if written is None else str(euros(written))
    return Cell(0, "whole", f"IF({at.amount}={literal},0,1)")


def _batch(line: _Line, _: At) -> Cell | None:
    batches, dated = line.layout.batches, line.amount.dated
    number = batches.of_amounts.get(dated) or batches.of_pm.get(dated)
    return Cell(number, "whole") if number else None


MEASURES: Columns[_Line] = Columns(
    say("Measures"),
    (
        Column("row", say("row"), 5, _if_divided(lambda line, _: Cell((line.position or 0) + 1, "small"))),
        Column("measure_id", say("measure_id"), 26, lambda line, _: Cell(line.amount.measure)),
        Column(
            "measure",
            say("measure"),
            44,
            lambda line, _: Cell(line.layout.measure_name(line.amount.measure), "wrapped"),
        ),
        Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.amount.nature], "centre")),
        Column("side", say("side"), 8, lambda line, _: Cell(SIDE_WORDS[line.amount.side])),
        Column("period", say("period"), 10, lambda line, _: Cell(line.amount.period.text)),
        Column("year", say("year"), 7, lambda line, _: Cell(line.amount.period.year, "small")),
        Column("key_id", say("key_id"), 16, lambda line, _: Cell(line.measure.key) if line.measure.key else None),
        Column("amount", say("amount"), 16, _amount),
        Column("units", say("units"), 16, _if_divided(_units)),
        Column("first_unknown", say("first PM"), 9, _if_divided(_first_unknown)),
        Column("fault", say("fault"), 7, _if_divided(_fault)),
        Column("changed", say("changed"), 9, _if_divided(_changed)),
        Column(
            "spending",
            say("amendment line"),
            11,
            _if_divided(lambda line, _: Cell(line.layout.ledger.spending_of(line.measure), "whole")),
        ),
        Column("batch", say("batch"), 7, _if_divided(_batch)),
        Column(
            "pc_document",
            say("P&C document"),
            14,
            lambda line, _: optional(line.layout, line.amount.pc_document),
        ),
        Column("programma", say("programma"), 26, lambda line, _: optional(line.layout, line.account.programma)),
        Column("taakveld", say("taakveld"), 10, lambda line, _: optional(line.layout, line.account.taakveld)),
        Column("category", say("category"), 10, lambda line, _: optional(line.layout, line.account.category)),
        Column("codes", say("codes"), 20, lambda line, _: optional(line.layout, codes_text(line.account.codes))),
        Column("assumption", say("assumption"), 50, lambda line, _: optional(line.layout, line.measure.assumption)),
        Column(
            "source",
            say("source"),
            40,
            lambda line, _: optional(line.layout, source_text(line.layout, line.measure.source)),
        ),
    ),
    title=say("Measures: amounts to change"),
    frozen=3,
    last_printed="amount",
)
