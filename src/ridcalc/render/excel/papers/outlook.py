"""The sheet Outlook (Meerjarenbeeld): structural balance, mutations per P&C document, reserves, coverage, per year."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from ridcalc.core.budget.types import SideName
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
    columns, years, rows = outlook_columns(layout), outlook_years(layout), _rows(layout)
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    of_pm = pm_conditions(columns, ((("amount", year), ("unknown", year)) for year in years), sheet.length)
    return sheet._replace(tables=tables_in(rows, FIRST_ROW), conditions=(*sheet.conditions, *of_pm))


_SIGNS = say(
    "Structural balance: plus is a surplus. Mutations stand without a sign on their own side; a minus lowers it."
    " Coverage: plus is what a source pays. PM: amount unknown, in no sum. *: rests on an assumption."
)


@lru_cache(maxsize=2)
def _rows(layout: Layout) -> list[SheetRow]:
    """Return the rows below the headings."""
    paper = Paper(layout, outlook_columns(layout), outlook_years(layout), cover_place(layout))
    rows = list(_upper_rows(paper))
    rows += cover_block(paper, FIRST_ROW + len(rows))
    rows.append([Cell(layout.text(_SIGNS), "fact")])
    return rows


@lru_cache(maxsize=2)
def reserve_rows(layout: Layout) -> dict[tuple[str, SideName], int]:
    """Return the reserve and the side that moves it → the row of the total of that side."""
    columns, names = outlook_columns(layout), list(layout.case.budget.reserves)
    sums, reserve = (columns.numbers[name] - 1 for name in ("sums", "reserve"))
    found: dict[tuple[str, SideName], int] = {}
    for row, cells in enumerate(_rows(layout), FIRST_ROW):
        group, number = (cells[column] if len(cells) > column else None for column in (sums, reserve))
        if group is not None and number is not None:
            found[names[int(number.value) - 1], "income" if int(group.value) % 2 else "expense"] = row
    return found


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
