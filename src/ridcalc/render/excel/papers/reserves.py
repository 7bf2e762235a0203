"""The block of reserves: balance on 1 January, additions, withdrawals and balance on 31 December, per year."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.decisions.reserves import ReserveRow
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, nearest_euros
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.covering import reserve_numbers
from ridcalc.render.excel.papers.live import finds, formulas
from ridcalc.render.excel.papers.years import Paper, YearRow
from ridcalc.views.amendment_words import description_of, organisation_name

_MOVED: tuple[tuple[SideName, Message, Message], ...] = (
    ("expense", say("addition: {words}"), say("Additions")),
    ("income", say("withdrawal: {words}"), say("Withdrawals")),
)


def reserves_block(paper: Paper, first: int) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`."""
    layout = paper.layout
    for name in dict.fromkeys(row.reserve for row in layout.outlook.reserves):
        reserve = layout.case.budget.reserves[name]
        owner = organisation_name(layout.decision, reserve.of)
        yield paper.heading(say("{reserve} of {owner}", reserve=reserve.name_or(name), owner=owner))
        rows = list(_course(paper, first + 1, name))
        yield from rows
        yield []
        first += len(rows) + 2


def _course(paper: Paper, first: int, name: str) -> Iterator[SheetRow]:
    """Yield the rows of a reserve: the opening, the measures that move it, what is added and withdrawn, the closing."""
    layout = paper.layout
    course = {row.year: row for row in layout.outlook.reserves if row.reserve == name}
    posts = layout.decision.after.books_of(layout.case.budget.reserves[name].of).posts
    moving = [post for post in posts if post.reserve == name and post.kind == "spending"]
    number = reserve_numbers(layout)[name]
    last = first + len(moving) + 3
    yield _opening(layout, paper.row(first), course, name, last)
    totals = []
    for down, post in enumerate(moving, 1):
        yield _post(paper.row(first + down), post, 2 * number + (post.side == "income"))
    for down, (side, _, words) in enumerate(_MOVED, len(moving) + 1):
        row = paper.row(first + down)
        row.finds(sums=2 * number + (side == "income"), reserve=number)
        totals.append(row)
        for year, known in course.items():
            cents = known.added if side == "expense" else known.withdrawn
            row.show(year, Total(cents, 0, assumed=False), _moved(paper, row, year, side), counted=False)
        yield row.filled({"label": Cell(layout.text(words), "text")})
    yield _closing(layout, paper.row(last), course, first, totals)


def _opening(layout: Layout, row: YearRow, course: dict[int, ReserveRow], name: str, last: int) -> SheetRow:
    """Return the row of the balance on 1 January: as given, or the closing of the year before."""
    given = layout.case.budget.reserves[name].balance
    for year, known in course.items():
        if known.opening is not None:
            formula = None if year in given else row.columns.at(last)["amount", year - 1]
            row.show(year, Total(known.opening, 0, assumed=False), formula, counted=False)
    return row.filled({"label": Cell(layout.text(say("Balance on 1 January")), "text")})


def _post(row: YearRow, post: Post, group: int) -> SheetRow:
    """Return the row of a measure that moves the reserve."""
    layout = row.layout
    row.finds(group=group)
    finds(layout, row, post, "measures")
    books = layout.decision.after.books_of(post.organisation)
    for year in row.years:
        total = Total(books.amount(post, year), len(books.unknown([post], year)), assumed=False)
        found = formulas(layout, row, year, "measures", ("", ""))
        row.show(year, total, found and found.amount, found and found.unknown)
    words = next(words for side, words, _ in _MOVED if side == post.side)
    label = say(words.template, words=description_of(layout.decision, post))
    return row.filled({"label": Cell(layout.text(label), "indented")})


def _moved(paper: Paper, row: YearRow, year: int, side: SideName) -> str:
    """Return the formula of what a side brings: its measures, and what the coverage takes or gives back."""
    measures = f"SUMIFS({row.above(('amount', year))},{row.above('group')},{row.at.sums})"
    taken = paper.covered(("amount", year))
    sign, condition = ("+", '">0"') if side == "income" else ("-", '"<0"')
    of_reserve = f"{taken},{paper.covered('reserve')},{row.at.reserve}"
    return nearest_euros(f"{measures}{sign}SUMIFS({of_reserve},{taken},{condition})")


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
