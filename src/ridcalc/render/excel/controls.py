"""The controls (aansluiting): the workbook's checks on itself, the published figures, and the bridge to them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult, Total
from ridcalc.core.budget.types import NATURES
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.render.excel.cells import Cell, Row, Sheet, at, down, euros, nearest_euros, total_value
from ridcalc.render.excel.division import NATURE, YEAR, amount_column, of_rows, total_column, unknown_column
from ridcalc.render.excel.inputs import (
    AMOUNT,
    AMOUNT_YEAR,
    CHANGED,
    FAULT,
    NATURE_LETTERS,
    UNITS,
    WEIGHT_CHANGED,
    WEIGHT_FAULT,
    outside_row,
    source_text,
)
from ridcalc.render.excel.inputs import UNKNOWN as UNKNOWN_POST
from ridcalc.render.excel.layout import DIFFERING_ROW, FIRST_ROW, HEADING_ROW, AmountRow, Contents
from ridcalc.render.excel.trace import REMAINDER, UNITS_GIVEN
from ridcalc.views.notes import NATURE_NAMES, STATUS_NAMES

_CHECKS = 5
_CONTROLS_ROW = DIFFERING_ROW + _CHECKS + 4
"""The first row of the published figures."""

EXPECTED, ACTUAL, DIFFERENCE, UNKNOWN, STATUS = 2, 3, 4, 5, 6


class Place(NamedTuple):
    """Where an amount of the calculation stands: the formula of it, and of the count of PM posts in its way."""

    amount: str | None
    unknown: str


def controls_shown(contents: Contents) -> list[ControlResult]:
    """Return the published figures that the workbook can be held against."""
    asked = contents.options.participant
    return [held for held in contents.allocation.controls if asked in {None, held.control.participant}]


def control_cells(contents: Contents) -> Iterator[tuple[str, Cell, Cell, Cell, Cell]]:
    """Yield each published figure as the overview shows it: name, published, calculated, difference, outcome."""
    sheet = contents.sheet("controls")
    for index, held in enumerate(controls_shown(contents)):
        row = _CONTROLS_ROW + index

        def seen(column: int, row: int = row) -> str | None:
            return contents.formula(at(column, row, sheet))

        yield (
            contents.text(held.control.name or held.id),
            Cell(euros(held.expected), "money", seen(EXPECTED)),
            Cell(euros(held.actual), "money", seen(ACTUAL)),
            Cell(euros(held.difference), "money", seen(DIFFERENCE)),
            Cell(_outcome(contents, held), "text", seen(STATUS)),
        )


def controls_sheet(contents: Contents, totals: Callable[[], Iterator[tuple[Message | str, Total, str]]]) -> Sheet:
    """Return the sheet; `totals` gives each total's label, the total, and the cell in which it stands."""
    text = contents.text
    rows: list[Row] = [*contents.head(say("Controls: checks and published figures"))]
    controls = list(_controls(contents))
    bridges = list(_bridges(contents, _CONTROLS_ROW + len(controls) + 1))
    listed = list(totals())
    first = _CONTROLS_ROW + len(controls) + 1 + len(bridges) + 2
    last = first + len(listed) - 1
    rows.append([Cell(text(say("Self-check")), "head"), *[Cell("", "head")] * 5])
    rows += _checks(contents, first, last)
    rows.append([])
    heads = (say("Published figure"), say("published"), say("calculated"), say("difference"), say("PM"), say("outcome"))
    rows += [[Cell(text(say("Published figures against the calculation")), "block")]]
    rows.append([*(Cell(text(one), "head") for one in heads), Cell(text(say("source")), "head")])
    rows += controls
    rows.append([])
    rows += bridges
    columns = (say("Total"), say("in the workbook"), say("by ridcalc"), say("differs"))
    rows.append([Cell(text(say("Formula against the value that ridcalc calculated")), "block")])
    rows.append([*(Cell(text(one), "head") for one in columns)])
    for index, (label, total, cell) in enumerate(listed):
        row = first + index
        here, calculated = at(2, row), at(3, row)
        apart = f"IF(COUNT({here},{calculated})=2,IF(ABS({here}-{calculated})>0.004,1,0),IF({here}={calculated},0,1))"
        rows.append(
            [
                Cell(text(label)),
                Cell(total_value(total), "money", contents.formula(cell)),
                Cell(total_value(total), "money"),
                Cell(0, "whole", contents.formula(apart)),
            ]
        )
    widths = (66, 20, 20, 20, 9, 22, 60)
    return Sheet(contents.sheet("controls"), rows, len(rows), widths, HEADING_ROW)


def _checks(contents: Contents, first: int, last: int) -> Iterator[Row]:
    """Yield what fails: the sum of the checks, how many totals differ, and each check."""
    text = contents.text
    failing = contents.formula(f"SUM({down(3, DIFFERING_ROW + 1, DIFFERING_ROW + _CHECKS)})")
    yield [Cell(text(say("Checks that fail (0: none)")), "total"), Cell("", "total"), Cell(0, "total", failing)]
    measures, keys = contents.sheet("measures"), contents.sheet("keys")
    changed = [
        *([down(CHANGED, FIRST_ROW, contents.last_amount_row, measures)] if contents.amounts else []),
        *([down(WEIGHT_CHANGED, FIRST_ROW, HEADING_ROW + len(contents.weights), keys)] if contents.weights else []),
        *([down(4, first, last)] if last >= first else []),
    ]
    differing = contents.formula(f"SUM({','.join(changed)})") if changed else None
    yield [
        Cell(text(say("Inputs and totals other than when it was exported (0: none)"))),
        None,
        Cell(0, "whole", differing),
    ]
    for label, formula in _each_check(contents):
        yield [Cell(text(label)), None, Cell(0, "whole", contents.formula(formula) if formula else None)]


def _each_check(contents: Contents) -> Iterator[tuple[Message, str | None]]:
    measures, keys, trace = contents.sheet("measures"), contents.sheet("keys"), contents.sheet("trace")
    rows = {
        measures: contents.last_amount_row,
        keys: HEADING_ROW + len(contents.weights),
        trace: contents.last_trace_row,
        contents.sheet("division"): contents.last_group_row,
    }
    yield (
        say("Amounts that are no whole unit, no number and not PM, or that need a new export"),
        f"SUM({down(FAULT, FIRST_ROW, rows[measures], measures)})" if contents.amounts else None,
    )
    yield (
        say("Weights that are negative, no whole number, all zero, or part of a mix and changed"),
        f"SUM({down(WEIGHT_FAULT, FIRST_ROW, rows[keys], keys)})" if contents.weights else None,
    )
    large = "+".join(
        f'COUNTIFS({down(column, FIRST_ROW, rows[trace], trace)},"!")' for column in (REMAINDER, UNITS_GIVEN)
    )
    yield say("Amounts too large, or too small, for the method to divide exactly"), large
    moved = "+".join(
        f"SUMPRODUCT((({down(1, FIRST_ROW + 1, last, sheet)}-{down(1, FIRST_ROW, last - 1, sheet)})<>1)*1)"
        for sheet, last in rows.items()
        if last > FIRST_ROW
    )
    yield say("Rows that were moved or sorted; sort by the first column to restore them"), moved or None
    whole = f"SUM({down(UNITS, FIRST_ROW, rows[measures], measures)})"
    divided = f"SUM({of_rows(contents, total_column(contents))})"
    faulty = f"SUM({down(3, DIFFERING_ROW + 1, DIFFERING_ROW + _CHECKS - 1)})"  # then sums may be errors themselves
    complete = contents.amounts and contents.divisions
    yield (
        say("Parts that do not add up to the amounts"),
        f"IF({faulty}>0,0,IF(ABS({contents.to_euros(whole)}-{divided})>0.004,1,0))" if complete else None,
    )


def _outcome(contents: Contents, held: ControlResult) -> str:
    word = contents.text(STATUS_NAMES[held.status])
    return word + _how_met(contents, held) if held.status == "met" else word


def _how_met(contents: Contents, held: ControlResult) -> str:
    """Return what is to be said of a figure that is met: chosen to be, or met once rounded."""
    control = held.control
    if control.by_construction:
        return " " + contents.text(say("by construction"))
    if control.rounded_to:
        return ", " + contents.text(say("rounded to {unit}", unit=Euros(control.rounded_to)))
    return ""


def _controls(contents: Contents) -> Iterator[Row]:
    for index, held in enumerate(controls_shown(contents)):
        row = _CONTROLS_ROW + index
        control = held.control
        place = _place(contents, held)
        met = f"0+({at(DIFFERENCE, row)}=0)"  # a truth alone is above any number
        if control.rounded_to:
            unit = control.rounded_to
            met += f"+(ROUND(ROUND({at(ACTUAL, row)}*100,0)/{unit},0)*{unit}=ROUND({at(EXPECTED, row)}*100,0))"
        words = {name: contents.text(message) for name, message in STATUS_NAMES.items()}
        words["met"] += _how_met(contents, held)
        outcome = f'IF({at(UNKNOWN, row)}>0,"{words["incomplete"]}",IF({met}>0,"{words["met"]}","{words["missed"]}"))'
        if place.amount is None:  # it stands as ridcalc calculated it, and says nothing once anything is changed
            told = contents.text(say("not calculated here"))
            outcome = f'IF({at(3, DIFFERING_ROW)}>0,"{told}",{outcome})'
        source = source_text(contents, control.source)
        amount = contents.formula(place.amount) if place.amount else None
        yield [
            Cell(contents.text(control.name or held.id)),
            Cell(euros(held.expected), "money"),
            Cell(euros(held.actual), "money", amount),
            Cell(
                euros(held.difference),
                "money",
                contents.formula(nearest_euros(f"{at(ACTUAL, row)}-{at(EXPECTED, row)}")),
            ),
            Cell(len(held.pm), "whole", contents.formula(place.unknown)),
            Cell(_outcome(contents, held), "text", contents.formula(outcome)),
            Cell(contents.text(source), "wrapped") if source else None,
        ]


def _place(contents: Contents, held: ControlResult) -> Place:
    control = held.control
    participant = control.participant
    column = amount_column(contents, participant) if participant else total_column(contents)
    unknown = unknown_column(contents, participant)
    if control.measure is None:
        where = f"{of_rows(contents, YEAR)},{control.year}"
        if control.nature is not None:
            where += f',{of_rows(contents, NATURE)},"{NATURE_LETTERS[control.nature]}"'
        return Place(
            nearest_euros(f"SUMIFS({of_rows(contents, column)},{where})"),
            f"SUMIFS({of_rows(contents, unknown)},{where})",
        )
    rows = [
        FIRST_ROW + index
        for index, group in enumerate(contents.groups)
        if (group.measure, group.year) == (control.measure, control.year)
        and control.nature in {None, contents.divisions[group.divisions[0]].nature}
    ]
    sheet = contents.sheet("division")
    amounts = ",".join(at(column, row, sheet) for row in rows)
    unknowns = ",".join(at(unknown, row, sheet) for row in rows)
    if contents.settings.rounding.level == "total":
        return _place_in_pools(contents, held)
    return Place(nearest_euros(f"SUM({amounts})") if rows else "0", f"SUM({unknowns})" if rows else "0")


def _place_in_pools(contents: Contents, held: ControlResult) -> Place:
    """Return the place of a measure that pools divide: the whole of it is live, a participant's part of it is not."""
    control = held.control
    sheet = contents.sheet("measures")
    rows = [
        contents.amount_rows[row.id, row.period]
        for row in contents.amounts
        if (row.id, row.period.year) == (control.measure, control.year) and control.nature in {None, row.measure.nature}
    ]
    if not rows:
        return Place("0", "0")
    units, unknown = (f"SUM({','.join(at(column, row, sheet) for row in rows)})" for column in (UNITS, UNKNOWN_POST))
    amount = nearest_euros(contents.to_euros(units)) if control.participant is None else None
    return Place(amount, unknown)


def _bridges(contents: Contents, first: int) -> Iterator[Row]:
    """Yield, for each published total, the way from all measures to what is calculated for it."""
    row = first
    for held in controls_shown(contents):
        if held.control.participant is None and held.control.measure is None:
            rows = list(_bridge(contents, held, row))
            yield from rows
            row += len(rows)


def _bridge(contents: Contents, held: ControlResult, first: int) -> Iterator[Row]:
    text = contents.text
    control = held.control
    natures = (control.nature,) if control.nature else NATURES
    steps = list(_steps(contents, held))
    yield [Cell(text(say("Bridge to {name}", name=control.name or held.id)), "block")]
    for label, cents, formula in steps:
        yield [Cell(text(label)), None, Cell(euros(cents), "money", contents.formula(formula))]
    total = contents.formula(nearest_euros(f"SUM({down(3, first + 1, first + len(steps))})"))
    natures_told = tuple(text(NATURE_NAMES[nature]).lower() for nature in natures)
    told = say("Calculated for {year}, {natures}", year=str(control.year), natures=natures_told)
    yield [Cell(text(told), "total"), Cell("", "total"), Cell(euros(held.actual), "money_total", total)]
    if contents.outside:
        yield [Cell(text(say("Coverage of what is left out: unknown")), "fact")]
    yield []


def _steps(contents: Contents, held: ControlResult) -> Iterator[tuple[Message, int, str]]:
    """Yield what is added and taken: everything, other years, measures left out, the other nature."""
    control = held.control
    sheet = contents.sheet("measures")
    units = down(UNITS, FIRST_ROW, contents.last_amount_row, sheet)
    years = down(AMOUNT_YEAR, FIRST_ROW, contents.last_amount_row, sheet)
    letter = down(4, FIRST_ROW, contents.last_amount_row, sheet)
    left_out = list(_left_out(contents))
    everything = contents.to_euros(f"SUM({units})") + "".join(f"+{formula}" for _, _, formula in left_out)
    cents = sum(_net(row) for row in (*contents.amounts, *contents.outside))
    yield say("All measures in the files, all years"), cents, nearest_euros(everything)
    others = sorted({row.period.year for row in contents.amounts} - {control.year})
    if others:
        amount = sum(_net(row) for row in contents.amounts if row.period.year != control.year)
        outside = f"(SUM({units})-SUMIFS({units},{years},{control.year}))"
        told = say("falls in {years}", years=tuple(map(str, others)))
        yield told, -amount, nearest_euros("-" + contents.to_euros(outside))
    for name, amount, formula in left_out:
        yield say("left out of the scenario: {name}", name=name), -amount, nearest_euros(f"-({formula})")
    for nature in NATURES if control.nature is not None else ():
        rows = [row for row in contents.amounts if row.measure.nature == nature and row.period.year == control.year]
        if nature != control.nature and rows:
            formula = f'SUMIFS({units},{years},{control.year},{letter},"{NATURE_LETTERS[nature]}")'
            told = say("is {nature}", nature=contents.text(NATURE_NAMES[nature]).lower())
            yield told, -sum(map(_net, rows)), nearest_euros("-" + contents.to_euros(formula))


def _net(row: AmountRow) -> int:
    return (row.written or 0) * (-1 if row.measure.side == "income" else 1)


def _left_out(contents: Contents) -> Iterator[tuple[str, int, str]]:
    """Yield each measure that the scenario leaves out, with what it comes to and the formula of that."""
    positions: dict[str, list[int]] = {}
    for index, row in enumerate(contents.outside):
        positions.setdefault(row.id, []).append(index)
    for name, indexes in positions.items():
        first = contents.outside[indexes[0]]
        span = down(
            AMOUNT, outside_row(contents, indexes[0]), outside_row(contents, indexes[-1]), contents.sheet("measures")
        )
        sign = "-" if first.measure.side == "income" else ""
        amount = sum(_net(contents.outside[index]) for index in indexes)
        yield first.measure.name or name, amount, f"{sign}SUM({span})"
