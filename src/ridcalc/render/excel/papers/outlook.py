"""The sheet Outlook (Meerjarenbeeld): structural balance, mutations per P&C document, reserves, coverage, per year."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.covering import cover_block
from ridcalc.render.excel.papers.mutations import mutations_block
from ridcalc.render.excel.papers.reserves import reserves_block
from ridcalc.render.excel.papers.structural import structural_block
from ridcalc.render.excel.papers.years import Paper, Place, year_columns
from ridcalc.render.excel.rows import FIRST_ROW

_BLOCKS: tuple[Callable[[Paper, int], Iterator[SheetRow]], ...] = (structural_block, mutations_block, reserves_block)
"""The blocks above the coverage, whose formulas refer to the coverage."""


def has_outlook(layout: Layout) -> bool:
    """Return whether the files have what the sheet shows: stages, reserves, balances, or what pays."""
    budget = layout.case.budget
    covered = any(participant.coverage for participant in budget.participants.values())
    return bool(budget.stages or budget.reserves or budget.settings.structural_balance or covered)


def outlook_sheet(layout: Layout) -> Sheet | None:
    """Return the sheet; None if the files have nothing that it shows."""
    if not has_outlook(layout):
        return None
    columns, years = outlook_columns(layout), outlook_years(layout)
    paper = Paper(layout, columns, years, cover_place(layout))
    rows = list(_upper_rows(paper))
    rows += cover_block(paper, FIRST_ROW + len(rows))
    rows.append([Cell(layout.text(_SIGNS), "fact")])
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    of_pm = pm_conditions(columns, ((("amount", year), ("unknown", year)) for year in years), sheet.length)
    return sheet._replace(tables=tables_in(rows, FIRST_ROW), conditions=(*sheet.conditions, *of_pm))


_SIGNS = say(
    "Structural balance: plus is a surplus. Mutations stand without a sign on their own side; a minus lowers it."
    " Coverage: plus is what a source pays. PM: amount unknown, in no sum. *: rests on an assumption."
)


@lru_cache(maxsize=2)
def outlook_years(layout: Layout) -> tuple[int, ...]:
    """Return the years of the sheet: those of the decision and of all mutations."""
    return tuple(sorted({*layout.decision.years, *(row.year for row in layout.outlook.mutations)}))


@lru_cache(maxsize=2)
def outlook_columns(layout: Layout) -> Columns[None]:
    """Return the columns: a label, and for each year an amount and its PM posts."""
    label: Column[None] = Column("label", say("Outlook"), 40, empty)
    title = say("Outlook: the years ahead")
    return year_columns(layout, say("Outlook"), title, [label], outlook_years(layout))


@lru_cache(maxsize=2)
def cover_place(layout: Layout) -> Place:
    """Return where the coverage stands: below the other blocks."""
    paper = Paper(layout, outlook_columns(layout), outlook_years(layout), Place(FIRST_ROW, FIRST_ROW))
    first = FIRST_ROW + len(list(_upper_rows(paper)))
    length = len(list(cover_block(paper, first)))
    return Place(first, max(first, first + length - 1))


def _upper_rows(paper: Paper) -> Iterator[SheetRow]:
    """Yield the rows of the blocks above the coverage."""
    row = FIRST_ROW
    for block in _BLOCKS:
        for cells in block(paper, row):
            yield cells
            row += 1


def taken_in(layout: Layout, year: int) -> tuple[str, str]:
    """Return the references, for other sheets, to what entries of coverage take in a year, and to their posts."""
    columns, place = outlook_columns(layout), cover_place(layout)
    amount, post = (layout.down(columns, name, place.first, place.last) for name in (("amount", year), "post"))
    return amount, post
