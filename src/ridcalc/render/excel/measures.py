"""The sheet Measures: an amount per measure and period. Readers may change amounts."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.bookings import Account, account_of_measure
from ridcalc.core.budget.choices import sign_of
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.accepted import accepted_amounts, ranges_of
from ridcalc.render.excel.altered import altered, row_exported
from ridcalc.render.excel.by_rule import measures as by_rule
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Value
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.composition.calculation import Source
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.dates import date_remark
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.legends import FILE_SIGNS
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, NATURE_LETTERS, codes_text, notes_cell, optional, pm_or


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
    def source(self) -> Source | None:
        """Where an amount by rule comes from; None for amounts that are inputs, or left out of the scenario."""
        return None if self.position is None else self.layout.composition.source_of(self.amount)

    @property
    def is_input(self) -> bool:
        """Whether the amount may be changed on this sheet."""
        return self.position is not None and self.source is None

    @property
    def account(self) -> Account:
        """The account on which the measure is booked."""
        return account_of_measure(self.layout.case.budget, self.measure)


def measures_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the divided amounts, and below them the amounts that the scenario leaves out."""
    last = layout.last_amount_row if layout.amounts else 0
    rows = list(_rows(layout))
    rows += [[], [Cell(layout.text(FILE_SIGNS), "fact")]]
    sheet = tabled_sheet(layout, MEASURES, rows, len(rows), last)
    inputs = [row for amount, row in zip(layout.amounts, count(FIRST_ROW)) if not layout.composition.source_of(amount)]
    return sheet._replace(validations=(_accepted(layout, inputs),)) if inputs and not layout.options.values else sheet


def _accepted(layout: Layout, rows: list[int]) -> Validation:
    """Return what may be typed as an amount; `rows` are those of the inputs."""
    first = MEASURES.at(rows[0]).amount
    ranges = ranges_of(MEASURES, "amount", rows)
    return accepted_amounts(layout, first, ranges, f"{first}={_whole_units(layout, first)}")


def _whole_units(layout: Layout, amount: str) -> str:
    """Return the formula of an amount in euros, rounded to the unit of rounding."""
    unit = layout.unit
    return f"ROUND({amount},2)" if unit == 1 else f"ROUND({amount}/{unit // 100},0)*{unit // 100}"


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


def _if_divided(cell: Callable[[_Line, At], Cell | None]) -> Callable[[_Line, At], Cell | None]:
    """Return a function that returns the cell of a divided amount, and no cell for other amounts."""
    return lambda line, at: None if line.position is None else cell(line, at)


def _amount(line: _Line, at: At) -> Cell:
    formula = None if line.source is None else by_rule.formula(line.layout, line.source, at)
    return Cell(pm_or(line.amount.indexed), "input_money" if line.is_input else "money", formula)


def _notes(line: _Line, _: At) -> Cell | None:
    """Return the cell of the source, assumption and note of a measure, beside the first of its amounts."""
    if line.position and line.layout.amounts[line.position - 1].measure == line.amount.measure:
        return None
    return notes_cell(line.layout, line.measure.source, line.measure.assumption, line.measure.note)


def _document(line: _Line, _: At) -> Cell | None:
    document, names = line.amount.pc_document, line.layout.case.budget.names
    return optional(line.layout, names.of("pc_documents", document) if document else None)


def _key(line: _Line, _: At) -> Cell | None:
    if line.measure.key is None:
        return None
    return Cell(line.layout.text(line.layout.case.budget.names.of("keys", line.measure.key)), "wrapped")


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
    """Return the cell that is 1 at the first PM post of a measure and year, else 0."""
    first = line.amount.indexed is None and _unknown_so_far(line) == 1
    return Cell(int(first), "whole", f'IF({at.amount}="PM",IF({at.unknown_so_far}=1,1,0),0)')


def _unknown_so_far_cell(line: _Line, at: At) -> Cell:
    """Return the cell that counts the PM posts of a measure and year down to a row."""
    before = MEASURES.at(at.row - 1)
    formula = f'IF({at.post}={before.post},{before.unknown_so_far},0)+IF({at.amount}="PM",1,0)'
    return Cell(_unknown_so_far(line), "small", formula)


def _unknown_so_far(line: _Line) -> int:
    """Return the number of PM posts of a measure and year down to a line; amounts are in order of time."""
    return sum(amount.indexed is None for amount in _same_year(line))


def _same_year(line: _Line) -> Iterator[Amount]:
    """Yield the amount of a line, and those of the same measure and year in the rows above it."""
    position = line.position or 0
    while position >= 0 and _in_year(line.layout.amounts[position]) == _in_year(line.amount):
        yield line.layout.amounts[position]
        position -= 1


def _in_year(amount: Amount) -> tuple[str, int]:
    return amount.measure, amount.period.year


def _post(line: _Line, _: At) -> Cell:
    return Cell(line.layout.posts[_in_year(line.amount)], "small")


def _fault(line: _Line, at: At) -> Cell:
    """Return the cell that is 1 if an amount is not PM or whole units below 10^15, or if it needs a new export.

    An amount needs a new export where the cell is a PM post whose amount would form a new batch.
    """
    if line.source is not None:
        return by_rule.fault(line.layout, line.source, line.amount, at, _in_units(line, at))
    whole = _whole_units(line.layout, at.amount)
    small_enough = f"IF(ABS({_in_units(line, at)})<10^15,0,1)"
    known = f"IF(ISNUMBER({at.amount}),IF({at.amount}={whole},{small_enough},1),1)"
    needs_export = line.amount.dated in line.layout.batches.without
    return Cell(0, "whole", f'IF({at.amount}="PM",0,{"1" if needs_export else known})')


def _changed(line: _Line, at: At) -> Cell | None:
    if not line.is_input:
        return None
    return Cell(0, "whole", f"IF({at.amount}={at.exported},0,1)")


def _remark(line: _Line, at: At) -> Cell | None:
    """Return the remark on an amount: it may be a date, or is by rule."""
    return by_rule.remark(line.layout, line.source) if line.source else date_remark(line.layout, at)


def _altered(line: _Line, at: At) -> Cell:
    """Return the cell that is 1 if what a row is about was changed: the formulas do not follow it."""
    return altered(at, dict(_fixed(line, at)), at.row_exported)


def _row_exported(line: _Line, at: At) -> Cell:
    """Return the cell with what a row was about at the export."""
    return row_exported(dict(_fixed(line, at)))


_FIXED = (
    "measure_id",
    "measure",
    "nature",
    "side",
    "period",
    "year",
    "key_id",
    "key",
    "spending",
    "batch",
    "pc_document",
    "programma",
    "taakveld",
    "category",
)
"""The columns that are as exported, or the amounts are not where they should be."""


def _fixed(line: _Line, at: At) -> Iterator[tuple[str, Value]]:
    """Yield the name and the value of each column that is as exported."""
    for name in _FIXED:
        cell = MEASURES.columns[MEASURES.numbers[name] - 1].cell(line, at)
        yield name, cell.value if cell else ""


def _batch(line: _Line, _: At) -> Cell | None:
    batches, dated = line.layout.batches, line.amount.dated
    number = batches.of_amounts.get(dated) or batches.of_pm.get(dated)
    return Cell(number, "whole") if number else None


def _batch_to_join(line: _Line, _: At) -> Cell | None:
    """Return the cell with the batch that a PM post with rows of its own would join, if it had an amount."""
    number = line.layout.batches.of_pm.get(line.amount.dated)
    return Cell(number, "whole") if number else None


MEASURES: Columns[_Line] = Columns(
    say("Measures"),
    (
        Column("row", say("row"), 5, _if_divided(lambda line, _: Cell((line.position or 0) + 1, "small"))),
        Column(
            "measure",
            say("measure"),
            28,
            lambda line, _: Cell(line.layout.measure_name(line.amount.measure), "wrapped"),
        ),
        Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.amount.nature], "centre")),
        Column("side", say("side"), 8, lambda line, _: Cell(line.layout.side_words[line.amount.side])),
        Column("period", say("period"), 9, lambda line, _: Cell(line.amount.period.text)),
        Column("year", say("year"), 7, lambda line, _: Cell(line.amount.period.year, "small")),
        Column("key", say("key name"), 18, _key),
        Column("pc_document", say("P&C document"), 12, _document),
        Column("amount", say("amount"), 16, _amount),
        Column("remark", say("remark"), 8, _if_divided(_remark)),
        Column("notes", say("source, assumption, note"), 32, _notes),
        Column("measure_id", say("measure_id"), 26, lambda line, _: Cell(line.amount.measure)),
        Column("key_id", say("key_id"), 16, lambda line, _: Cell(line.measure.key) if line.measure.key else None),
        Column("units", say("units (of rounding)"), 16, _if_divided(_units)),
        Column("first_unknown", say("first PM"), 9, _if_divided(_first_unknown)),
        Column("fault", say("fault"), 7, _if_divided(_fault)),
        Column("exported", AS_EXPORTED, 14, _if_divided(lambda line, _: Cell(pm_or(line.amount.indexed), "money"))),
        Column("changed", say("changed"), 9, _if_divided(_changed)),
        Column("altered", say("altered"), 9, _if_divided(_altered)),
        Column(
            "spending",
            say("amendment line"),
            11,
            _if_divided(lambda line, _: Cell(line.layout.numbers.spending_of(line.amount.measure), "whole")),
        ),
        Column("batch", say("batch"), 7, _if_divided(_batch)),
        Column("batch_to_join", say("batch to join"), 7, _if_divided(_batch_to_join)),
        Column("post", say("measure and year"), 9, _if_divided(_post)),
        Column("unknown_so_far", say("PM so far"), 9, _if_divided(_unknown_so_far_cell)),
        Column("programma", say("programma"), 26, lambda line, _: optional(line.layout, line.account.programma)),
        Column("taakveld", say("taakveld"), 10, lambda line, _: optional(line.layout, line.account.taakveld)),
        Column("category", say("category"), 10, lambda line, _: optional(line.layout, line.account.category)),
        Column("codes", say("codes"), 20, lambda line, _: optional(line.layout, codes_text(line.account.codes))),
        Column("source", by_rule.NUMBER, 9, lambda line, _: by_rule.source_cell(line.source)),
        Column("as_value", say("as value"), 14, lambda line, _: by_rule.as_value_cell(line.layout, line.source)),
        Column("row_exported", say("row as exported"), 20, _if_divided(_row_exported)),
    ),
    title=say("Measures: amounts to change"),
    frozen=2,
    last_printed="notes",
)
