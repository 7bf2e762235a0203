"""The block of reserves: balance on 1 January, additions, withdrawals and balance on 31 December, per year."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.decisions.reserves import ReserveRow
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, nearest_euros
from ridcalc.render.excel.columns import Columns
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.covering import Place, reserve_numbers
from ridcalc.render.excel.papers.live import finds, formulas
from ridcalc.render.excel.papers.years import YearRow
from ridcalc.views.amendment_words import description_of, organisation_name

_MOVED: tuple[tuple[SideName, Message, Message], ...] = (
    ("expense", say("addition: {words}"), say("Additions")),
    ("income", say("withdrawal: {words}"), say("Withdrawals")),
)


def reserves_block(
    layout: Layout, columns: Columns[None], first: int, years: Sequence[int], cover: Place
) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`; `cover` is where the coverage stands."""
    budget = layout.case.budget
    for name in dict.fromkeys(row.reserve for row in layout.outlook.reserves):
        reserve = budget.reserves[name]
        owner = organisation_name(layout.decision, reserve.of)
        label = say("{reserve} of {owner}", reserve=reserve.name_or(name), owner=owner)
        yield [Cell(layout.text(label), "block")]
        rows = list(_course(layout, columns, first + 1, years, cover, name))
        yield from rows
        yield []
        first += len(rows) + 2


def _course(  # noqa: PLR0913  the place of the rows
    layout: Layout, columns: Columns[None], first: int, years: Sequence[int], cover: Place, name: str
) -> Iterator[SheetRow]:
    """Yield the rows of a reserve: the opening, the measures that move it, what is added and withdrawn, the closing."""
    course = {row.year: row for row in layout.outlook.reserves if row.reserve == name}
    posts = layout.decision.after.books_of(layout.case.budget.reserves[name].of).posts
    moving = [post for post in posts if post.reserve == name and post.kind == "spending"]
    last = first + len(moving) + 3
    yield _opening(layout, YearRow(layout, columns, first, years), course, name, last)
    group = 2 * reserve_numbers(layout)[name]
    totals = []
    for down, post in enumerate(moving, 1):
        row = YearRow(layout, columns, first + down, years)
        row.finds(group=group + (post.side == "income"))
        yield _post(layout, row, post)
    for down, (side, _, words) in enumerate(_MOVED, len(moving) + 1):
        row = YearRow(layout, columns, first + down, years)
        row.finds(sums=group + (side == "income"), reserve=reserve_numbers(layout)[name])
        totals.append(row)
        for year, known in course.items():
            cents = known.added if side == "expense" else known.withdrawn
            row.show(year, Total(cents, 0, assumed=False), _moved(row, year, side, cover), counted=False)
        yield row.filled({"label": Cell(layout.text(words), "text")})
    yield _closing(layout, YearRow(layout, columns, last, years), course, first, totals)


def _opening(layout: Layout, row: YearRow, course: dict[int, ReserveRow], name: str, last: int) -> SheetRow:
    """Return the row of the balance on 1 January: as given, or the closing of the year before."""
    given = layout.case.budget.reserves[name].balance
    for year, known in course.items():
        if known.opening is not None:
            formula = None if year in given else row.columns.at(last)["amount", year - 1]
            row.show(year, Total(known.opening, 0, assumed=False), formula, counted=False)
    return row.filled({"label": Cell(layout.text(say("Balance on 1 January")), "text")})


def _post(layout: Layout, row: YearRow, post: Post) -> SheetRow:
    """Return the row of a measure that moves the reserve."""
    finds(layout, row, post, "measures")
    books = layout.decision.after.books_of(post.organisation)
    for year in row.years:
        total = Total(books.amount(post, year), len(books.unknown([post], year)), assumed=False)
        found = formulas(layout, row, year, "measures", ("", ""))
        row.show(year, total, found and found.amount, found and found.unknown)
    words = next(words for side, words, _ in _MOVED if side == post.side)
    label = say(words.template, words=description_of(layout.decision, post))
    return row.filled({"label": Cell(layout.text(label), "indented")})


def _moved(row: YearRow, year: int, side: SideName, cover: Place) -> str:
    """Return the formula of what a side brings: its measures, and what the coverage takes or gives back."""
    at, columns = row.at, row.columns
    measures = f"SUMIFS({row.above(('amount', year))},{row.above('group')},{at.sums})"
    taken, reserves = (
        f"{columns.cell(name, cover.first)}:{columns.cell(name, cover.last)}" for name in (("amount", year), "reserve")
    )
    sign, condition = ("+", '">0"') if side == "income" else ("-", '"<0"')
    return nearest_euros(f"{measures}{sign}SUMIFS({taken},{reserves},{at.reserve},{taken},{condition})")


def _closing(
    layout: Layout, row: YearRow, course: dict[int, ReserveRow], first: int, totals: Sequence[YearRow]
) -> SheetRow:
    """Return the row of the balance on 31 December."""
    for year, known in course.items():
        if known.closing is not None:
            opening = row.columns.at(first)["amount", year]
            added, withdrawn = (total.at["amount", year] for total in totals)
            formula = nearest_euros(f"{opening}+{added}-{withdrawn}")
            row.show(year, Total(known.closing, 0, assumed=False), formula, strong=True, counted=False)
    return row.filled({"label": Cell(layout.text(say("Balance on 31 December")), "total")})
