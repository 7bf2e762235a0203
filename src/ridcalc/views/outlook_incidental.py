"""The rows of the incidental overview: per programma the posts from the threshold on, the others, and the totals."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.analysis.decisions.accounts import RowSide
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.outlook.incidental import IncidentalRow, last_year_of
from ridcalc.core.analysis.outlook.outlook import Outlook
from ridcalc.core.values.grouping import grouped
from ridcalc.core.values.problems import Message, say
from ridcalc.views.amendment_words import RESULT_SIGNS, SIDE_NAMES, description_of, organisation_name
from ridcalc.views.in_units import InUnits
from ridcalc.views.table import Cell, Label, Role, Row

if TYPE_CHECKING:
    from ridcalc.core.budget.types import NatureName

_TOTALS: dict[RowSide, Message] = {
    "expense": say("Incidental expense"),
    "income": say("Incidental income"),
    "addition": say("Incidental additions to reserves"),
    "withdrawal": say("Incidental withdrawals from reserves"),
}
_STRUCTURAL: dict[RowSide, Message] = {
    "addition": say("Structural additions to reserves"),
    "withdrawal": say("Structural withdrawals from reserves"),
}


def incidental_rows(
    outlook: Outlook, rows: Sequence[IncidentalRow], years: Sequence[int], units: InUnits, *, posts: bool
) -> Iterator[Row]:
    """Yield the overview of an organisation; nothing if it has nothing incidental and moves no structural reserve.

    With `posts` the posts from the threshold on stand above the totals, per programma and taakveld.
    """
    if not rows:
        return
    organisation = organisation_name(outlook.decision, rows[0].organisation)
    yield Row("head", organisation)
    sums = _Sums(organisation, years, units, posts=posts)
    for account, of_account in grouped(rows, lambda row: (row.nature, row.programma, row.taakveld)).items():
        if posts:
            yield Row("head", " ".join(filter(None, account[1:])) or say("no account"), indent=1)
        for kind in dict.fromkeys(row.kind for row in of_account):
            of_kind = {row.year: row for row in of_account if row.kind == kind}
            if posts:
                yield from _rows_of_kind(outlook, of_kind, years, units)
            for row in of_kind.values():
                sums.add(row)
    yield from sums.rows("total" if posts else "body")


class _Sum(NamedTuple):
    """A sum in cents: exact, as its parts are shown, and the PM measures that it leaves out."""

    exact: int = 0
    shown: int = 0
    unknown: frozenset[str] = frozenset()

    def plus(self, other: "_Sum", sign: int = 1) -> "_Sum":
        """Return the sum with another added, or with sign -1 subtracted."""
        exact, shown = self.exact + sign * other.exact, self.shown + sign * other.shown
        return _Sum(exact, shown, self.unknown | other.unknown)


class _Sums:
    """The totals of an organisation, per kind and year."""

    def __init__(self, organisation: Label, years: Sequence[int], units: InUnits, *, posts: bool) -> None:
        """Start at zero; `posts` tells whether the posts are shown, so that they must add up."""
        self._posts = posts
        self._organisation, self._years, self._units = organisation, years, units
        self._sums: dict[tuple[NatureName, RowSide], dict[int, _Sum]] = {}

    def add(self, row: IncidentalRow) -> None:
        """Add a row."""
        parts = [row.other, *(post.cents for post in row.posts)] if self._posts else [row.total]
        shown = sum(map(self._units.of, parts))
        of_kind = self._sums.setdefault((row.nature, row.kind), dict.fromkeys(self._years, _Sum()))
        of_kind[row.year] = of_kind[row.year].plus(_Sum(row.total, shown, row.unknown))

    def rows(self, role: Role) -> Iterator[Row]:
        """Yield the totals per kind, what the incidental ones do to the result, and structural moves of reserves."""
        balance = dict.fromkeys(self._years, _Sum())
        for kind, words in _TOTALS.items():
            of_kind = self._sums.get(("incidental", kind))
            if of_kind is not None:
                yield self._row(role, words, of_kind)
                balance = {year: balance[year].plus(of_kind[year], RESULT_SIGNS[kind]) for year in self._years}
        if any(nature == "incidental" for nature, _ in self._sums):
            yield self._row("total", say("Incidental balance"), balance)
        for kind, words in _STRUCTURAL.items():
            if ("structural", kind) in self._sums:
                yield self._row("body", words, self._sums["structural", kind])

    def _row(self, role: Role, words: Message, sums: dict[int, _Sum]) -> Row:
        cells = []
        for year in self._years:
            place = say("{words} of {name} in {year}", words=words, name=self._organisation, year=str(year))
            one = sums[year]
            cells.append(self._units.money(self._units.sum(one.exact, (one.shown,), place), len(one.unknown)))
        return Row(role, words, tuple(cells), 1)


def _rows_of_kind(
    outlook: Outlook, rows: dict[int, IncidentalRow], years: Sequence[int], units: InUnits
) -> Iterator[Row]:
    """Yield the posts of a kind of amount on an account, and the others together."""
    first = next(iter(rows.values()))
    posts: dict[Post, dict[int, Cell | None]] = {}
    for year, row in rows.items():
        for one in row.posts:
            posts.setdefault(one.post, {})[year] = units.cell(one.cents, len(one.unknown))
    for post, cells in posts.items():
        yield Row("body", _post_words(outlook, post, first.kind), tuple(cells.get(year) for year in years), 2)
    if any(row.other for row in rows.values()):
        others = tuple(units.cell(rows[year].other) if year in rows else None for year in years)
        yield Row("body", say("other posts, {kind}", kind=SIDE_NAMES[first.kind]), others, 2)


def _post_words(outlook: Outlook, post: Post, kind: RowSide) -> Label:
    """Return what a post is called, with its kind and the year in which it ends if the budget goes on after it."""
    words = description_of(outlook.decision, post)
    state = outlook.decision.after
    last = last_year_of(state, post)
    if post.kind in {"spending", "contribution"} and last is not None and last < max(state.allocation.years):
        return say("{post}, {kind}, until {year}", post=words, kind=SIDE_NAMES[kind], year=str(last))
    if kind in {"expense", "income"}:
        return say("{post}, {kind}", post=words, kind=SIDE_NAMES[kind])
    return words
