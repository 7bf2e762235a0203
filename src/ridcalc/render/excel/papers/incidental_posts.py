"""The rows of posts on the sheet Incidental: those from the threshold on, and in the annex those below it."""

from collections.abc import Iterable, Iterator, Mapping

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.accounts import RowSide
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.outlook.incidental import IncidentalPost, IncidentalRow, last_year_of
from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.live import Where, finds, formulas, where_of
from ridcalc.render.excel.papers.outlook import has_outlook, taken_in
from ridcalc.render.excel.papers.years import Paper, YearRow
from ridcalc.render.excel.wording import account_cell
from ridcalc.views.amendment_words import SIDE_NAMES, description_of
from ridcalc.views.table import Label

TOTALS: dict[tuple[NatureName, RowSide], Message] = {
    ("incidental", "expense"): say("Incidental expense"),
    ("incidental", "income"): say("Incidental income"),
    ("incidental", "addition"): say("Incidental additions to reserves"),
    ("incidental", "withdrawal"): say("Incidental withdrawals from reserves"),
    ("structural", "addition"): say("Structural additions to reserves"),
    ("structural", "withdrawal"): say("Structural withdrawals from reserves"),
}
"""The natures and kinds of the overview, in order, with what their totals are called."""
Group = tuple[NatureName, RowSide]


class AccountPosts:
    """The posts of a nature and kind on a programma and taakveld of an organisation."""

    def __init__(self, layout: Layout, number: int, rows: Iterable[IncidentalRow]) -> None:
        """Take the rows of the account per year; it is the `number`th of the sheet, from 1."""
        self.layout = layout
        self.number = number
        self.of_year: Mapping[int, IncidentalRow] = {row.year: row for row in rows}
        self.first = next(iter(self.of_year.values()))
        self.named = dict.fromkeys(shown.post for row in self.of_year.values() for shown in row.posts)
        self.small = dict.fromkeys(shown.post for row in self.of_year.values() for shown in row.others)

    @property
    def group(self) -> Group:
        """The nature and the kind."""
        return self.first.nature, self.first.kind

    @property
    def keeps_values(self) -> bool:
        """Whether a post keeps its value when inputs change."""
        return any(self._where(post) == "nowhere" for post in (*self.named, *self.small))

    def rows(self, paper: Paper, first: int, group: int) -> Iterator[SheetRow]:
        """Yield, from the row `first`, the posts that stand apart, and the others together."""
        for down, post in enumerate(self.named):
            yield self._post(
                paper.row(first + down), post, group, {year: row.posts for year, row in self.of_year.items()}
            )
        if self.small:
            yield self._others(paper, paper.row(first + len(self.named)), group)

    def annex(self, paper: Paper, first: int) -> Iterator[SheetRow]:
        """Yield, from the row `first`, the posts below the threshold."""
        posts = {year: row.others for year, row in self.of_year.items()}
        for down, post in enumerate(self.small):
            yield self._post(paper.row(first + down), post, -self.number, posts)

    def _post(self, row: YearRow, post: Post, group: int, posts: Mapping[int, tuple[IncidentalPost, ...]]) -> SheetRow:
        """Return the row of a post; `posts` are those of each year among which it is shown."""
        where = self._where(post)
        row.finds(group=group)
        finds(self.layout, row, post, where)
        for year in row.years:
            known = next((shown for shown in posts.get(year, ()) if shown.post == post), None)
            if known is None and (where in {"measures", "division"} or self._has(post, year)):
                continue  # no amount of the year, or it stands among the others
            total = Total(known.cents, len(known.unknown), assumed=False) if known else Total(0, 0, assumed=False)
            cover = taken_in(self.layout, year) if where in {"withdrawn", "added", "lowered"} else ("", "")
            found = formulas(self.layout, row, year, where, cover)
            if found is None:
                row.show(year, total, row.kept(year, total.amount), row.posts_kept(year, total.pm))
            else:
                row.show(year, total, found.amount, found.unknown)
        return row.filled(self._labels(self._words(post)))

    def _has(self, post: Post, year: int) -> bool:
        """Return whether a post has an amount in a year."""
        row = self.of_year.get(year)
        return row is not None and any(shown.post == post for shown in (*row.posts, *row.others))

    def _where(self, post: Post) -> Where:
        where = where_of(self.layout, post)
        covered = where in {"withdrawn", "added", "lowered"}
        return "nowhere" if covered and not has_outlook(self.layout) else where

    def _words(self, post: Post) -> Label:
        """Return what a post is called, with the year in which it ends if the budget goes on after it."""
        words = description_of(self.layout.decision, post)
        last = last_year_of(self.layout.decision.after, post)
        if post.kind in {"spending", "contribution"} and last is not None and last < max(self.layout.years):
            return say("{post}, until {year}", post=words, year=str(last))
        return words

    def _others(self, paper: Paper, row: YearRow, group: int) -> SheetRow:
        """Return the row of the posts below the threshold, which stand in the annex."""
        row.finds(group=group, sums=-self.number)
        for year, known in self.of_year.items():
            amounts = paper.covered(("amount", year))
            summed = nearest_euros(f"SUMIFS({amounts},{paper.covered('group')},{row.at.sums})")
            formula = row.kept(year, known.other) if self.keeps_values else summed
            row.show(year, Total(known.other, 0, assumed=False), formula, "0")
        return row.filled(self._labels(say("other posts")))

    def _labels(self, words: Label) -> Cells:
        return {
            "programma": account_cell(self.layout, self.first.programma),
            "taakveld": account_cell(self.layout, self.first.taakveld),
            "description": Cell(self.layout.text(words), "wrapped"),
            "kind": Cell(self.layout.text(SIDE_NAMES[self.first.kind])),
        }
