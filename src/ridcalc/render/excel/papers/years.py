"""The columns of the sheets with a column per year, and the cells of their rows.

Beyond what is printed stand the check of a row, and the numbers by which its formulas find amounts: a row or a column
of another sheet, a group of rows on this one, and for each year the number of an amount, a limit, or what was before.
The numbers of years stand in pairs, as the amounts do, so that the formulas of all years are the same.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, Style, Value, euros, money_style, total_value
from ridcalc.render.excel.columns import At, Cells, Column, Columns, Name, empty
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, COLUMN_OF_AMOUNTS, COLUMN_OF_PM
from ridcalc.views.table import Label

_FINDING = {
    "nature": say("I/S"),
    "column": COLUMN_OF_AMOUNTS,
    "pm_column": COLUMN_OF_PM,
    "post": say("entry of coverage"),
    "group": say("group"),
    "sums": say("adds up group"),
    "owner": say("organisation"),
    "entry": say("place in the coverage"),
    "reserve": say("reserve"),
    "counts": say("counts as structural"),
    "lowers": say("lowers expense"),
}
"""The columns that say which amounts a row shows, with their headings."""
FIRST_UNSEEN: Name = "check"
"""The first column that is not printed."""


def year_columns(
    layout: Layout, sheet: Message, title: Message, labels: Sequence[Column[None]], years: Sequence[int]
) -> Columns[None]:
    """Return the columns of a sheet: its labels, and for each year an amount and its PM posts. Rows fill them."""
    columns = list(labels)
    for year in years:
        columns += [Column(("amount", year), year, 17, empty), Column(("unknown", year), "PM", 8, empty)]
    columns += [Column("check", say("check"), 8, empty), Column("exported", AS_EXPORTED, 12, empty)]
    columns += [Column(name, heading, 10, empty) for name, heading in _FINDING.items()]
    for year in years:
        posts = layout.text(say("PM before, {year}", year=str(year)))
        heading = layout.text(say("number, limit or amount before, {year}", year=str(year)))
        columns += [Column(("number", year), heading, 10, empty), Column(("kept", year), posts, 5, empty)]
    return Columns(
        sheet, columns, title=title, frozen=len(labels), repeated=len(labels), last_printed=("unknown", years[-1])
    )


class YearRow:
    """A row that is being filled: cells by the names of their columns."""

    def __init__(self, layout: Layout, columns: Columns[None], row: int, years: Sequence[int]) -> None:
        """Begin the row `row` without cells."""
        self.layout = layout
        self.columns = columns
        self.row = row
        self.years = tuple(years)
        self.at: At = columns.at(row)
        self.cells: Cells = {}

    def head(self, year: int) -> str:
        """Return the reference to a year, in the heading of its amounts."""
        return self.columns.cell(("amount", year), HEADING_ROW)

    def above(self, name: Name, first: int = FIRST_ROW) -> str:
        """Return the reference to a column in the rows above this one, from the row `first` on."""
        return f"{self.columns.cell(name, first)}:{self.columns.at(self.row - 1)[name]}"

    def finds(self, **numbers: Value | None) -> None:
        """Set the numbers by which formulas find amounts; None leaves a cell out."""
        self.cells |= {name: Cell(number, "small") for name, number in numbers.items() if number is not None}

    def numbers(self, numbers: Mapping[int, Value]) -> None:
        """Set the number of each year."""
        self.cells |= {("number", year): Cell(number, "small") for year, number in numbers.items()}

    def posts_before(self, posts: Mapping[int, int]) -> None:
        """Set the number of PM posts before the decision, of each year."""
        self.cells |= {("kept", year): Cell(number, "small") for year, number in posts.items()}

    def kept(self, year: int, cents: int) -> str:
        """Return the formula of an amount that asks for a new export once an input was changed, and keep the amount."""
        self.numbers({year: euros(cents)})
        return frozen(self.layout, self.at["number", year])

    def posts_kept(self, year: int, posts: int) -> str:
        """Return the formula of a number of PM posts that asks for a new export, as `kept` does."""
        self.posts_before({year: posts})
        return frozen(self.layout, self.at["kept", year])

    def show(  # noqa: PLR0913  what differs between rows
        self,
        year: int,
        total: Total,
        amount: str | None,
        unknown: str | None = None,
        *,
        strong: bool = False,
        counted: bool = True,
    ) -> None:
        """Show an amount, and with `counted` its PM posts; `amount` and `unknown` are their formulas."""
        style = money_style(total=strong, assumed=total.assumed)
        posts: Style = "pm_total" if strong else "pm"
        if amount is not None and counted:
            amount = f'IF(({amount}=0)*(SUM({self.at["unknown", year]})>0)>0,"PM",{amount})'
        self.cells["amount", year] = Cell(total_value(total), style, amount)
        if counted:
            self.cells["unknown", year] = Cell(total.pm, posts, unknown)
        elif strong:
            self.cells["unknown", year] = Cell("", "total")

    def say(self, year: int, word: str, formula: str | None) -> None:
        """Show a word."""
        self.cells["amount", year] = Cell(word, "label_number", formula)

    def filled(self, labels: Mapping[Name, Cell | None], *faults: tuple[str, int]) -> SheetRow:
        """Return the row with its labels, and the check that it is as exported and has none of the faults."""
        first, last = ("amount", self.years[0]), ("unknown", self.years[-1])
        names: list[Name] = [(name, year) for year in self.years for name in ("amount", "unknown")]
        exported = exported_sum(_numeric(self.cells.get(name)) for name in names)
        typed = typed_over(self.layout, self.at.exported, exported, [f"{self.at[first]}:{self.at[last]}"])
        self.cells |= {"exported": exported, "check": verdict((typed, TYPED_OVER), *faults)}
        return self.columns.filled({**labels, **self.cells})


def _numeric(cell: Cell | None) -> Cell | None:
    return cell if cell is not None and isinstance(cell.value, int | float | Decimal) else None


class Place(NamedTuple):
    """The first and the last row of the coverage on its sheet."""

    first: int
    last: int


class Paper(NamedTuple):
    """A sheet with a column per year, and where the coverage stands on it."""

    layout: Layout
    columns: Columns[None]
    years: tuple[int, ...]
    cover: Place

    def row(self, number: int) -> YearRow:
        """Begin the row `number`."""
        return YearRow(self.layout, self.columns, number, self.years)

    def covered(self, name: Name) -> str:
        """Return the reference to a column of the coverage."""
        return f"{self.columns.cell(name, self.cover.first)}:{self.columns.cell(name, self.cover.last)}"

    def heading(self, words: Label) -> SheetRow:
        """Return the row with the heading of a block."""
        return [Cell(self.layout.text(words), "block")]
