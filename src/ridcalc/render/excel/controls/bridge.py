"""The bridge to a published total: from all measures in the files to what is calculated for the total."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.choices import sign_of
from ridcalc.core.budget.types import NATURES, SIDES, NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import At, Cells, Column, Columns, empty
from ridcalc.render.excel.controls.published import CONTROLS_ROW, PUBLISHED
from ridcalc.render.excel.heads import CHECKS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES, amounts, divided, outside_row
from ridcalc.render.excel.row_checks import UNBALANCED, apart, verdict
from ridcalc.render.excel.wording import NATURE_LETTERS
from ridcalc.views.notes import NATURE_NAMES

BRIDGE: Columns[None] = Columns(
    CHECKS.sheet,
    (
        Column("label", "", 0, empty),
        Column("spare", "", 0, empty),
        Column("amount", "", 0, empty),
        Column("spare 2", "", 0, empty),
        Column("spare 3", "", 0, empty),
        Column("spare 4", "", 0, empty),
        Column("spare 5", "", 0, empty),
        Column("check", "", 0, empty),
        Column("year", "", 0, empty),
        Column("nature", "", 0, empty),
    ),
)
"""The columns of a bridge; the last ones are not printed."""


class _Step(NamedTuple):
    """A row of a bridge."""

    label: Message
    cents: int
    """The amount that is added."""
    formula: Callable[[At], str]
    """Returns the formula of the amount in euros, from the references to the cells of its row."""
    year: int | None = None
    """The year of the amounts that the formula finds."""
    nature: NatureName | None = None
    """The nature of the amounts that the formula finds."""


def bridges(layout: Layout, first: int) -> Iterator[SheetRow]:
    """Yield, from the row `first` on, the bridge to each published total."""
    row = first
    for index, result in enumerate(layout.controls):
        if result.control.participant is None and result.control.measure is None:
            rows = list(_bridge(layout, result, row, CONTROLS_ROW + index))
            yield from rows
            row += len(rows)


def _bridge(layout: Layout, result: ControlResult, first: int, published: int) -> Iterator[SheetRow]:
    """Yield the bridge to the figure in the row `published`, which is checked to end at that figure."""
    text, control = layout.text, result.control
    name = layout.case.budget.names.of("controls", result.id)
    steps = list(_steps(layout, result))
    yield [Cell(text(say("Bridge to {name}", name=name)), "block")]
    for row, step in enumerate(steps, first + 1):
        yield BRIDGE.filled(_cells(layout, step, row))
    total = nearest_euros(f"SUM({BRIDGE.down('amount', first + 1, first + len(steps))})")
    natures = (control.nature,) if control.nature else NATURES
    names = tuple(text(NATURE_NAMES[nature]).lower() for nature in natures)
    label = say("Calculated for {year}, {natures}", year=str(control.year), natures=names)
    ends = apart(BRIDGE.cell("amount", first + len(steps) + 1), PUBLISHED.cell("actual", published))
    cells: Cells = {
        "label": Cell(text(label), "total"),
        "spare": Cell("", "total"),
        "amount": Cell(euros(result.actual), "money_total", total),
        "check": verdict((ends, UNBALANCED)),
    }
    yield BRIDGE.filled(cells)
    if layout.outside:
        yield [Cell(text(say("Coverage of what is left out: unknown")), "fact")]
    yield []


def _cells(layout: Layout, step: _Step, row: int) -> Cells:
    cells = Cells({"label": Cell(layout.text(step.label))})
    cells["amount"] = Cell(euros(step.cents), "money", nearest_euros(step.formula(BRIDGE.at(row))))
    if step.year is not None:
        cells["year"] = Cell(step.year, "small")
    if step.nature is not None:
        cells["nature"] = Cell(NATURE_LETTERS[step.nature], "small")
    return cells


def _steps(layout: Layout, result: ControlResult) -> Iterator[_Step]:
    """Yield the steps: all measures, then minus other years, measures left out, and the other nature."""
    yield _everything(layout)
    yield from _other_years(layout, result.control.year)
    for name, amount, formula in _left_out(layout):
        label = say("left out of the scenario: {name}", name=name)
        yield _Step(label, -amount, partial(_minus, formula))
    yield from _other_natures(layout, result)


def _minus(formula: str, _: At) -> str:
    return f"-({formula})"


def _everything(layout: Layout) -> _Step:
    formula = layout.to_euros(f"SUM({amounts(layout, 'units')})")
    cents = _net((*layout.amounts, *layout.outside))
    if layout.outside:
        written, sides = (
            layout.down(MEASURES, name, outside_row(layout, 0), outside_row(layout, len(layout.outside) - 1))
            for name in ("amount", "side")
        )
        for side in SIDES:
            formula += f'{"-" if sign_of(side) < 0 else "+"}SUMIFS({written},{sides},"{layout.side_words[side]}")'
    return _Step(say("All measures in the files, all years"), cents, lambda _: formula)


def _other_years(layout: Layout, year: int) -> Iterator[_Step]:
    others = sorted({amount.period.year for amount in layout.amounts} - {year})
    if others:
        cents = _net(amount for amount in layout.amounts if amount.period.year != year)
        units, years = amounts(layout, "units"), amounts(layout, "year")

        def formula(at: At) -> str:
            return "-" + layout.to_euros(f"(SUM({units})-SUMIFS({units},{years},{at.year}))")

        yield _Step(say("falls in {years}", years=tuple(map(str, others))), -cents, formula, year)


def _other_natures(layout: Layout, result: ControlResult) -> Iterator[_Step]:
    control = result.control
    units, years, letters = (amounts(layout, name) for name in ("units", "year", "nature"))

    def formula(at: At) -> str:
        return "-" + layout.to_euros(f"SUMIFS({units},{years},{at.year},{letters},{at.nature})")

    for nature in NATURES if control.nature is not None else ():
        matches = [amount for amount in layout.amounts if (amount.nature, amount.period.year) == (nature, control.year)]
        if nature != control.nature and matches:
            label = say("is {nature}", nature=layout.text(NATURE_NAMES[nature]).lower())
            yield _Step(label, -_net(matches), formula, control.year, nature)


def _left_out(layout: Layout) -> Iterator[tuple[str, int, str]]:
    """Yield the name of each measure that the scenario leaves out, its sum in cents, and the formula of the sum."""
    positions: dict[str, list[int]] = {}
    for index, amount in enumerate(layout.outside):
        positions.setdefault(amount.measure, []).append(index)
    for name, indexes in positions.items():
        measure = layout.case.budget.measures[name]
        first, last = (outside_row(layout, index) for index in (indexes[0], indexes[-1]))
        cents = _net(layout.outside[index] for index in indexes)
        written = f"SUM({layout.down(MEASURES, 'amount', first, last)})"
        yield layout.measure_name(name), cents, divided(measure.side, written)


def _net(amounts: Iterable[Amount]) -> int:
    """Return the sum of amounts in cents; income counts negative, PM counts 0."""
    return sum(amount.cents or 0 for amount in amounts)
