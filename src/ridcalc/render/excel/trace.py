"""The sheet Trace: a row for each participant's part of a division, calculated in formulas.

The rows of a division are adjacent. Sums and ranks refer only to the rows of one stage (a key, or a partnership's own
key), so that no formula is circular.
"""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Division
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.batch_formulas import unknown_of_batch, whole_of
from ridcalc.render.excel.by_rule.sources import GivenPart
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Style, whole_number
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.key_amounts.trace_columns import STEPS
from ridcalc.render.excel.keys import weights
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.quotients import DIGIT_HEADINGS, DIGITS, UNDIVIDED, quotient
from ridcalc.render.excel.rounding import RoundingFormulas, formulas_of, sign_of
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.stages import StageRows, stage_rows
from ridcalc.render.excel.trace_part import Counted, Part
from ridcalc.render.excel.wording import (
    AS_VALUE,
    COLUMN_OF_AMOUNTS,
    DIVIDED_ROW,
    EXPORT_AGAIN,
    NATURE_LETTERS,
    ROW_IN_DIVISION,
    ROW_OF_WEIGHT,
    source_text,
)


def trace_sheet(layout: Layout) -> Sheet:
    """Return the sheet; its rows are made while they are read, and can be read once."""
    count = sum(len(division.plan.participants) for division in layout.divisions)
    last = layout.last_trace_row if layout.divisions else 0
    sheet = tabled_sheet(layout, TRACE, _rows(layout), count, last)
    return sheet._replace(printed=layout.options.print_trace)


def row_of(layout: Layout, position: int, slot: int) -> int:
    """Return the row of a part: a slot of the division in a position, both from 0."""
    return layout.first_rows[position] + slot


def parts(layout: Layout, name: str) -> str:
    """Return the reference, for other sheets, to a column of the trace."""
    return layout.down(TRACE, name, FIRST_ROW, layout.last_trace_row)


def _rows(layout: Layout) -> Iterator[SheetRow]:
    counted: Counted = {}
    for position, division in enumerate(layout.divisions):
        stages = {slot: rows for rows in _stages(layout, position, division) for slot in rows.slots}
        source = _source(layout, division)
        for slot, participant in enumerate(division.plan.participants):
            payment = layout.numbers.payment_of(division, slot)
            before: list[tuple[int, bool]] = []
            if division.measure is not None:
                post = division.measure, division.period.year, participant, payment
                before = counted.setdefault(post, before)
            row = row_of(layout, position, slot)
            part = Part(layout, position, division, slot, stages[slot], before, payment, source)
            yield TRACE.row(part, row)
            before.append((row, division.amount is None))


def _stages(layout: Layout, position: int, division: Division) -> Iterator[StageRows]:
    """Yield the stages of a division; each divides an amount, a batch, or a part from an earlier stage."""
    first = layout.first_rows[position]
    for number, stage in enumerate(division.plan.stages):
        parent = stage.parent
        whole = None if parent is None else TRACE.at(first + parent).units
        yield stage_rows(layout, position, number, whole)


def _taken(part: Part) -> str:
    """Return the end of the formula of what is divided: less what a key with amounts takes first."""
    return "".join(f"-{part.stage.sum(TRACE, name)}" for name in part.stage.own_steps)


def _divided_row(part: Part, _: At) -> Cell:
    """Return the cell with the row, among the amounts, of what is divided, or with the number of a batch."""
    if part.division.measure is None:
        return Cell(part.position + 1, "small")
    return Cell(part.layout.amount_rows[part.division.amounts[0].dated] - FIRST_ROW + 1, "small")


def _source(layout: Layout, division: Division) -> Cell | None:
    if division.measure is None:
        return Cell(layout.text(say("batch of {measures}", measures=division.measures))[:1000])
    text = source_text(layout, layout.case.budget.measures[division.measure].source)
    return Cell(layout.text(text)) if text else None


def _known(at: At, formula: str, otherwise: str = '""') -> str:
    """Return the formula that gives `formula` if the amount to divide is known, and `otherwise` if it is PM."""
    return f'IF({at.to_divide}="PM",{otherwise},{formula})'


def _cell(part: Part, name: str, style: Style, formula: str) -> Cell:
    """Return the cell of a figure: its value by `name` in `StageRows.values`, and its formula unless it is a value."""
    value = part.stage.values[part.slot][name]
    if part.stage.form == "given":
        given = _given(part)
        at = TRACE.at(row_of(part.layout, part.position, part.slot))
        return Cell(value, style, formula if name == "amount" else given.formula(name, at))
    if part.stage.form != "value":
        return Cell(value, style, formula)
    return Cell(whole_number(value) if isinstance(value, int) else value, style)


def _to_divide(part: Part, at: At) -> Cell:
    whole = part.stage.whole or whole_of(part.layout, part.position, at.divided_row)
    return Cell(part.stage.values[part.slot]["to_divide"], "whole", f"{whole}{_taken(part)}")


def _weight(part: Part, at: At) -> Cell:
    if part.stage.key is None:
        return _cell(part, "weight", "whole", "")
    if _row_of_weight(part) is None:  # the amount is taken before the rest is divided
        return Cell(0, "whole")
    return _cell(part, "weight", "whole", f"INDEX({weights(part.layout, 'weight')},{at.weight_row})")


def _given(part: Part) -> GivenPart:
    return GivenPart(part.layout, part.division.amounts[0], part.participant)


def _weight_row(part: Part, _: At) -> Cell | None:
    """Return the cell with the row of a participant's weight among the weights, or of what a measure gives it."""
    if part.stage.form == "given":
        return Cell(_given(part).place, "small")
    return Cell(row - FIRST_ROW + 1, "small") if (row := _row_of_weight(part)) else None


def _row_of_weight(part: Part) -> int | None:
    """Return the row of a participant's weight on the sheet Keys; None if no key divides the part by weight."""
    return part.layout.weight_rows.get((part.stage.versions, part.participant))


def _unrounded(part: Part, at: At) -> Cell:
    unrounded = part.layout.to_euros(f"{at.to_divide}*{at.weight}/{at.sum_of_weights}")
    return _cell(part, "unrounded", "exact", _known(at, unrounded, '"PM"'))


def _rounded_down(part: Part, at: At) -> Cell:
    return _cell(part, "rounded_down", "whole", _known(at, quotient(part.stage.form, at).rounded_down))


def _remainder(part: Part, at: At) -> Cell:
    return _cell(part, "remainder", "whole", _known(at, quotient(part.stage.form, at).remainder))


def _digit(name: str, heading: Message, width: float) -> Column[Part]:
    """Return a column that only quotients in two digits have."""

    def cell(part: Part, at: At) -> Cell | None:
        if part.stage.form != "digits":
            return None
        return _cell(part, name, "whole", _known(at, DIGITS[name](at)))

    return Column(name, heading, width, cell)


def _as_value(part: Part, at: At) -> Cell | None:
    """Return the mark of a part that is a value; it changes when the amount to divide does."""
    if part.stage.form != "value":
        return None
    text = part.layout.text
    value = part.stage.values[part.slot]["to_divide"]
    exported = f'"{value}"' if isinstance(value, str) else value
    same, other = text(AS_VALUE), text(EXPORT_AGAIN)
    return Cell(same, "text", f'IF({at.to_divide}={exported},"{same}","{other}")')


def _rank(part: Part, at: At) -> Cell:
    """Return the rank of a part, from 1: larger values first, ties in declared order."""
    column = _formulas(part).ranked_by
    larger = (f"SUMPRODUCT((({span}-{at[column]})>0)*1)" for span in part.stage.spans(TRACE, column))
    equal = (f"SUMPRODUCT((({span}-{at[column]})=0)*1)" for span in part.stage.spans(TRACE, column, at.row))
    return _cell(part, "rank", "small", _known(at, "+".join((*larger, *equal))))


def _units(part: Part, at: At) -> Cell:
    units = _formulas(part).units(TRACE, part.stage, at) + "".join(f"+{at[name]}" for name in part.stage.own_steps)
    units = f'IF({at.to_divide}<0,"{UNDIVIDED}",{units})' if part.stage.batched else units  # too much taken first
    return _cell(part, "units", "whole", _known(at, units, '"PM"'))


def _batch(part: Part, _: At) -> Cell | None:
    return Cell(part.position + 1, "small") if part.division.measure is None else None


def _formulas(part: Part) -> RoundingFormulas:
    """Return the formulas of the method of the budget; a key with amounts always divides by largest remainder."""
    return formulas_of("largest-remainder" if part.stage.batched else part.layout.settings.rounding.method)


def _amount(part: Part, at: At) -> Cell:
    return _cell(part, "amount", "money", _known(at, part.layout.to_euros(at.units), '"PM"'))


def _shifted_cent(part: Part, at: At) -> Cell:
    others = "".join(f"-{at[name]}" for name in part.stage.own_steps)
    shifted = f"({at.units}{others}-{sign_of(at)}*{at.rounded_down})*{part.layout.unit}"
    return _cell(part, "shifted_cent", "small", _known(at, shifted))


def _first_unknown(part: Part, at: At) -> Cell:
    """Return the count of a row's PM posts that no earlier row counts."""
    unknown = part.division.amount is None and not any(unknown for _, unknown in part.before)
    if part.division.measure is None:
        formula = unknown_of_batch(part.layout, at.divided_row) if part.shares_rest else None
        return Cell(int(unknown), "small", formula)
    before = "+".join(f'({TRACE.at(row).amount}="PM")' for row, _ in part.before)
    counted = f"IF(0+{before}>0,0,1)" if before else "1"  # TRUE is greater than any number; adding 0 makes it 1
    return Cell(int(unknown), "small", f'IF({at.amount}="PM",{counted},0)')


def _assumed(part: Part, _: At) -> Cell | None:
    return Cell("*", "centre") if part.division.assumed or part.division.plan.assumed[part.slot] else None


def _measure_id(part: Part, _: At) -> Cell | None:
    return Cell(part.division.measure) if part.division.measure else None


def _payment(part: Part, _: At) -> Cell:
    return Cell(part.payment, "small")


def _report(part: Part, _: At) -> Cell:
    return Cell(part.layout.reports.row_of(part.division, part.slot), "small")


def _received(part: Part, _: At) -> Cell:
    return Cell(part.layout.numbers.received_of(part.division, part.slot), "small")


TRACE: Columns[Part] = Columns(
    say("Trace"),
    (
        Column("row", say("row"), 6, lambda _, at: Cell(at.row - FIRST_ROW + 1, "small")),
        Column("measure_id", say("measure_id"), 26, _measure_id),
        Column("nature", say("I/S"), 5, lambda part, _: Cell(NATURE_LETTERS[part.division.nature], "centre")),
        Column("side", say("side"), 9, lambda part, _: Cell(part.layout.side_words[part.division.side])),
        Column("period", say("period"), 10, lambda part, _: Cell(part.division.period.text)),
        Column("year", say("year"), 7, lambda part, _: Cell(part.division.period.year, "small")),
        Column("participant_id", say("participant_id"), 18, lambda part, _: Cell(part.participant)),
        Column("key_id", say("key_id"), 16, lambda part, _: Cell(part.stage.key) if part.stage.key else None),
        Column("stage", say("stage"), 7, lambda part, _: Cell(part.stage.number + 1, "small")),
        Column("to_divide", say("to_divide (units)"), 18, _to_divide),
        Column("weight", say("weight (as in {sheet})", sheet=say("Keys")), 14, _weight),
        Column(
            "sum_of_weights",
            say("sum_of_weights"),
            14,
            lambda part, _: _cell(part, "sum_of_weights", "whole", part.stage.sum(TRACE, "weight")),
        ),
        Column(
            "share",
            say("share (%)"),
            12,
            lambda part, at: _cell(part, "share", "share", f"{at.weight}/{at.sum_of_weights}"),
        ),
        Column("unrounded", say("unrounded"), 20, _unrounded),
        Column("rounded_down", say("rounded_down (units)"), 16, _rounded_down),
        Column("remainder", say("remainder (units × weight)"), 18, _remainder),
        Column("rank", say("rank"), 7, _rank),
        Column("units", say("units (of rounding)"), 18, _units),
        Column("amount", say("amount"), 16, _amount),
        Column("shifted_cent", say("shifted_cent"), 17, _shifted_cent),
        Column("as_value", say("as value"), 17, _as_value),
        Column("first_unknown", say("first PM"), 8, _first_unknown),
        Column("contribution", say("contribution"), 10, _received),
        Column("payment", say("payment"), 10, _payment),
        Column("report", say("line in {sheet}", sheet=say("VGR")), 10, _report),
        Column("group", ROW_IN_DIVISION, 10, lambda part, _: Cell(part.layout.group_numbers[part.position], "small")),
        Column(
            "column",
            COLUMN_OF_AMOUNTS,
            10,
            lambda part, _: Cell(part.layout.column_numbers[part.participant], "small"),
        ),
        Column("divided_row", DIVIDED_ROW, 10, _divided_row),
        Column("weight_row", ROW_OF_WEIGHT, 10, _weight_row),
        Column("assumed", say("assumed"), 10, _assumed),
        Column("source", say("source"), 44, lambda part, _: part.source),
        *(_digit(name, heading, 16) for name, heading in DIGIT_HEADINGS.items()),
        Column("batch", say("batch"), 11, _batch),
        *STEPS,
    ),
    title=say("Trace: every amount, calculated"),
    frozen=2,
    last_printed="as_value",
)
