"""The block below the sheet Division with what each step of a key with amounts gave, a row per participant."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, euros, money_style, nearest_euros
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE, parts, row_of
from ridcalc.render.excel.wording import AS_VALUE, EXPORT_AGAIN, NATURE_LETTERS
from ridcalc.views.batch_notes import bound_words
from ridcalc.views.by_step import STEP_NAMES

_LONGEST = 200
"""Characters of a text in a formula; spreadsheets accept 255."""


class _Line(NamedTuple):
    """A row of the block: what the steps of a batch gave a participant, or (no slot) all participants together."""

    layout: Layout
    position: int
    """The position of the division, from 0."""
    division: Division
    slot: int | None
    rows: tuple[int, int]
    """The first and the last row of the participants of the batch."""

    @property
    def stage(self) -> Stage:
        """The stage whose key holds amounts."""
        return self.division.plan.stages[0]

    def cents(self, step: PartStepName | None) -> int:
        """Return the cents that a step gave; None: the contribution."""
        slots = self.stage.slots if self.slot is None else (self.slot,)
        if step is not None and step not in self.stage.part_steps:
            return 0
        column = self.division.parts if step is None else self.division.by_step[step]
        return sum(column[slot] for slot in slots)


def step_rows(layout: Layout, first: int) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`; nothing if no key holds amounts."""
    batches = [(position, division) for position, division in enumerate(layout.divisions) if division.plan.batched]
    if not batches:
        return
    columns = step_columns(layout)
    yield []
    yield [Cell(layout.text(say("What each step of a key with amounts gave")), "block")]
    yield columns.headings(layout.text)
    row = first + 3
    for position, division in batches:
        slots = division.plan.stages[0].slots
        span = row, row + len(slots) - 1
        for slot in slots:
            yield columns.row(_Line(layout, position, division, slot, span), row)
            row += 1
        yield columns.row(_Line(layout, position, division, None, span), row)
        bounds = list(_bounds(layout, division, columns.at(row).as_value))
        yield from bounds
        row += 1 + len(bounds)


def with_steps(layout: Layout, sheet: Sheet, title_row: int) -> Sheet:
    """Return the sheet with as many columns as the block needs, which stays on one page from its title on."""
    if not steps_of(layout):
        return sheet
    columns = step_columns(layout)
    widths = (*sheet.widths, *columns.widths[len(sheet.widths) :])
    printed = max(sheet.printed_columns or 0, columns.printed or 0)
    return sheet._replace(widths=widths, printed_columns=printed, tables=(title_row,))


def _bounds(layout: Layout, division: Division, as_value: str) -> Iterator[SheetRow]:
    """Yield a row for each bound that binds a participant; `as_value` says whether parts still hold."""
    stage = division.plan.stages[0]
    same, again = layout.text(AS_VALUE), layout.text(EXPORT_AGAIN)
    for position in range(len(stage.slots)):
        words = bound_words(layout.case, division, stage, position)
        if words is not None:
            text = layout.text(words)
            shown = text.replace('"', '""')[:_LONGEST]
            yield [None, Cell(text, "beside", f'IF({as_value}="{same}","{shown}","{again}")')]


def _label(line: _Line, _: At) -> Cell:
    if line.slot is not None:
        return Cell(line.layout.name(line.division.plan.participants[line.slot]), "wrapped")
    name = line.layout.text(line.layout.case.budget.names.of("keys", str(line.stage.key)))
    return Cell(line.layout.text(say("Total of {name}", name=name)), "total")


def _amount(step: PartStepName | None) -> "Column[_Line]":
    """Return the column of a step, or (None) of the contribution."""
    name = step or "contribution"

    def cell(line: _Line, at: At) -> Cell | None:
        cents = line.cents(step)
        if line.slot is None:
            columns = step_columns(line.layout)
            formula = nearest_euros(f"SUM({columns.down(name, *line.rows)})")
            return Cell(euros(cents), money_style(total=True, assumed=False), formula)
        return Cell(euros(cents), "money", _formula(line, at))

    def _formula(line: _Line, at: At) -> str:
        if step is None:
            return f"INDEX({parts(line.layout, 'amount')},{at.trace_row})"
        if step == "share":
            others = (f"-{at[step]}" for step in steps_of(line.layout) if step != "share")
            return nearest_euros(f"{at.contribution}{''.join(others)}")
        return line.layout.to_euros(f"INDEX({parts(line.layout, step)},{at.trace_row})")

    return Column(name, say("Contribution") if step is None else STEP_NAMES[step], 14, cell)


def _as_value(line: _Line, _: At) -> Cell | None:
    """Return the cell, in the row of the total, that says that parts are values, and whether the batch has changed."""
    first = line.layout.first_rows[line.position]
    if line.slot is not None or line.layout.form_of(line.stage) != "value":
        return None
    reference = line.layout.cell(TRACE, "as_value", first + line.stage.slots[0])
    return Cell(line.layout.text(AS_VALUE), "text", reference)


def _trace_row(line: _Line, _: At) -> Cell | None:
    if line.slot is None:
        return None
    return Cell(row_of(line.layout, line.position, line.slot) - FIRST_ROW + 1, "small")


@lru_cache(maxsize=2)
def steps_of(layout: Layout) -> tuple[PartStepName, ...]:
    """Return the steps of the keys with amounts, in order."""
    stages = [division.plan.stages[0] for division in layout.divisions if division.plan.batched]
    used = {step for stage in stages for step in stage.part_steps}
    return tuple(step for step in STEP_NAMES if step in used)


@lru_cache(maxsize=2)
def step_columns(layout: Layout) -> Columns[_Line]:
    """Return the columns: those of the rows of the sheet, then a step each, the contribution, and where it stands."""
    return Columns(
        say("Division"),
        (
            Column("row", "", 5, empty),
            Column("label", say("participant"), 27, _label),
            Column("year", say("year"), 7, lambda line, _: Cell(line.division.period.year, "small")),
            Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.division.nature], "centre")),
            Column("spare", "", 8, empty),
            *(_amount(step) for step in steps_of(layout)),
            _amount(None),
            Column("as_value", say("as value"), 17, _as_value),
            Column("trace_row", say("row in {sheet}", sheet=say("Trace")), 10, _trace_row),
        ),
        last_printed="as_value",
    )
