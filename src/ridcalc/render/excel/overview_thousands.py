"""The overview in whole thousands that add up: municipalities as numbers, partnerships and totals as formulas."""

from collections.abc import Iterator

from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, Value, sum_or_pm
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.overview_lines import block_heading, overview_columns
from ridcalc.views.blocks import BOTH, groups_of
from ridcalc.views.figures import CellKey, RoundedTable
from ridcalc.views.notes import NATURE_NAMES
from ridcalc.views.rounded import THOUSAND, natures_in_units
from ridcalc.views.rounded_notes import PmPosts, unit_fact, unit_section


def thousands_rows(layout: Layout, first: int) -> Iterator[SheetRow]:
    """Yield the blocks in whole thousands, or nothing for one participant. `first` is the first row that is yielded."""
    if layout.options.participant is not None or not layout.divisions:
        return
    table = natures_in_units(layout.allocation, THOUSAND)
    yield []
    yield [Cell(layout.text(unit_fact(THOUSAND)) + layout.text(say(", as at the export")), "block")]
    row = first + 2
    natures = list(dict.fromkeys(nature for nature, _, _ in groups_of(layout.divisions)))  # as in the blocks in euros
    for nature in natures:
        block = list(_block(layout, table, nature, row))
        yield from block
        row += len(block)
    participants = (*(name for name, _ in layout.allocation.tree.shown_order()), None)
    keys = [CellKey(name, year, nature) for nature in natures for name in participants for year in layout.years]
    figures = {key: table.figures[key] for key in keys}
    for line in unit_section(table, figures).lines:
        yield [Cell(layout.text(line[1]), "fact")]


def _block(layout: Layout, table: RoundedTable, nature: NatureName | None, first: int) -> Iterator[SheetRow]:
    """Yield the heading of a nature, a row for each participant, and the total."""
    order = layout.allocation.tree.shown_order()
    rows = {name: first + 1 + number for number, (name, _) in enumerate(order)}
    values = {year: _values(layout, table, year, nature) for year in layout.years}
    pm = PmPosts(layout.allocation)
    yield block_heading(layout, layout.text(NATURE_NAMES[nature] if nature else BOTH))
    for participant, indent in (*order, (None, 0)):
        cells = Cells({"label": _label(layout, participant, indent)})
        for year in layout.years:
            cells["amount", year] = _figure(layout, participant, year, values[year][participant], rows)
            posts = pm.count(CellKey(participant, year, nature))
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
    """Return the members of a partnership, or (None) the participants in the total; empty for a municipality."""
    tree = layout.allocation.tree
    if participant is None:
        return tuple(name for name in tree.ids if name not in tree.parent)
    return tree.members.get(participant, ())


def _values(layout: Layout, table: RoundedTable, year: int, nature: NatureName | None) -> dict[str | None, Value]:
    """Return a year's figure of each participant: thousands of euros, or PM for a zero that leaves out PM posts."""
    allocation = layout.allocation
    natures = NATURES if nature is None else (nature,)
    values: dict[str | None, Value] = {}
    for participant in (*reversed(allocation.tree.top_down), None):
        figure = table.figures[CellKey(participant, year, nature)]
        below = _below(layout, participant)
        if below:
            unknown = any(values[member] == "PM" for member in below) and not figure.shown
        else:
            unknown = not figure.exact and any(allocation.totals[str(participant), year, name].pm for name in natures)
        values[participant] = "PM" if unknown else figure.shown // THOUSAND
    return values
