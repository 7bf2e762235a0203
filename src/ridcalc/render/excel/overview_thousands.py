"""The overview in whole thousands that add up: municipalities as numbers, what they add up to as live sums."""

from collections.abc import Iterator

from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Row, Value, sum_or_pm
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.overview_lines import overview_columns
from ridcalc.views.allocation import BOTH, groups_of
from ridcalc.views.figures import CellKey, Shown
from ridcalc.views.notes import NATURE_NAMES
from ridcalc.views.rounded import NATURES_APART, THOUSAND, in_units
from ridcalc.views.rounded_notes import unit_fact, unit_section, unknown_posts


def thousands_rows(layout: Layout, first: int) -> Iterator[Row]:
    """Yield the blocks in whole thousands; `first` is the row of the first line."""
    if layout.options.participant is not None or not layout.divisions:
        return
    shown = in_units(layout.allocation, "participant", THOUSAND)
    yield []
    yield [Cell(layout.text(unit_fact(THOUSAND)) + layout.text(say(", as at the export")), "block")]
    row = first + 2
    natures = list(dict.fromkeys(nature for nature, _, _ in groups_of(layout.divisions)))  # those of the euros above
    for nature in natures:
        block = list(_block(layout, shown, nature, row))
        yield from block
        row += len(block)
    everyone = (*(one for one, _ in layout.allocation.tree.shown_order()), None)
    keys = [CellKey(one, year, nature) for nature in natures for one in everyone for year in layout.years]
    apart = tuple(told for told in shown.given_up if told == NATURES_APART)
    seen = {key: shown.figures[key] for key in keys}
    for told in unit_section(shown._replace(given_up=apart), seen).lines:
        yield [Cell(layout.text(told[1]), "fact")]


def _block(layout: Layout, shown: Shown, nature: NatureName | None, first: int) -> Iterator[Row]:
    """Yield the heading of a nature, a row for each participant, and the total."""
    order = layout.allocation.tree.shown_order()
    rows = {one: first + 1 + number for number, (one, _) in enumerate(order)}
    values = {year: _values(layout, shown, year, nature) for year in layout.years}
    yield [Cell(layout.text(NATURE_NAMES[nature] if nature else BOTH), "block")]
    for one, indent in (*order, (None, 0)):
        cells = Cells({"label": _label(layout, one, indent)})
        for year in layout.years:
            cells["amount", year] = _figure(layout, one, year, values[year][one], rows)
            posts = unknown_posts(layout.allocation, CellKey(one, year, nature))
            cells["unknown", year] = Cell(posts, "pm") if posts else None
        yield overview_columns(layout).filled(cells)


def _label(layout: Layout, participant: str | None, indent: int) -> Cell:
    if participant is None:
        return Cell(layout.text(say("Total")), "total")
    return Cell(layout.marked_name(participant), "indented" if indent else "label")


def _figure(layout: Layout, participant: str | None, year: int, value: Value, rows: dict[str, int]) -> Cell:
    columns = overview_columns(layout)
    cells = [columns.cell(("amount", year), rows[member]) for member in _below(layout, participant)]
    return Cell(value, "thousands" if participant is None else "whole", sum_or_pm(cells) if cells else None)


def _below(layout: Layout, participant: str | None) -> tuple[str, ...]:
    """Return whom a participant, or (None) the total, is the sum of; none for a municipality."""
    tree = layout.allocation.tree
    if participant is None:
        return tuple(one for one in tree.ids if one not in tree.parent)
    return tree.members.get(participant, ())


def _values(layout: Layout, shown: Shown, year: int, nature: NatureName | None) -> dict[str | None, Value]:
    """Return what a year's figures of everyone show: whole thousands, or PM where nothing else is known."""
    allocation = layout.allocation
    natures = NATURES if nature is None else (nature,)
    values: dict[str | None, Value] = {}
    for one in (*reversed(allocation.tree.top_down), None):
        figure = shown.figures[CellKey(one, year, nature)]
        below = _below(layout, one)
        if below:
            unknown = any(values[member] == "PM" for member in below) and not figure.shown
        else:
            unknown = not figure.exact and any(allocation.totals[str(one), year, each].pm for each in natures)
        values[one] = "PM" if unknown else figure.shown // THOUSAND
    return values
