"""The lines of the amendment: all posts of an organisation on one account with the same payer, payee and nature."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ridcalc.core.analysis.decisions.accounts import AccountRow
from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.lines import ChangeLine
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.types import OverviewName, SideName
from ridcalc.render.excel.booked.numbers import Landing, Numbers

Heading = tuple[str | None, str | None, SideName, OverviewName | None]
"""A programma, taakveld, side and group of the overview."""


class Figures(NamedTuple):
    """What a line comes to in a year, in cents, with its PM measures."""

    before: int = 0
    after: int = 0
    unknown_before: frozenset[str] = frozenset()
    unknown_after: frozenset[str] = frozenset()

    def plus(self, line: ChangeLine) -> "Figures":
        """Return the figures with those of a post added."""
        return Figures(
            self.before + line.before,
            self.after + line.after,
            self.unknown_before | line.unknown_before,
            self.unknown_after | line.unknown_after,
        )


NOTHING = Figures()


class BookLine(NamedTuple):
    """A line: its posts as one, without measure, the measures, and its figures per year."""

    post: Post
    lands: Landing | None
    """Of a spending: where contributions for it land at the executor; None: not on one account."""
    measures: tuple[str, ...]
    years: dict[int, Figures]
    number: int
    """The number by which the line finds its amounts."""

    @property
    def heading(self) -> Heading:
        """The programma, taakveld, side and group of the overview."""
        return *self.post.account.place, self.post.side, self.post.account.overview

    def figures(self, year: int) -> Figures:
        """Return the figures of a year."""
        return self.years.get(year, NOTHING)


class BookAccount(NamedTuple):
    """An account of an organisation: its rows per year, and its lines."""

    heading: Heading
    rows: dict[int, AccountRow]
    lines: tuple[BookLine, ...]
    number: int

    @property
    def first(self) -> AccountRow:
        """The row of the first year."""
        return next(iter(self.rows.values()))


class BlockBooks(NamedTuple):
    """The accounts of an organisation."""

    block: Block
    accounts: tuple[BookAccount, ...]
    number: int

    @property
    def lines(self) -> Iterator[BookLine]:
        """The lines of all accounts."""
        return (line for account in self.accounts for line in account.lines)


class Bookings:
    """The books of all organisations of an amendment."""

    def __init__(self, amendment: Amendment, numbers: Numbers) -> None:
        """Keep the amendment, and the numbers by which lines find their amounts."""
        self._amendment = amendment
        self._numbers = numbers

    @cached_property
    def blocks(self) -> tuple[BlockBooks, ...]:
        """The organisations, in the order of the amendment, with all their accounts numbered."""
        blocks: list[BlockBooks] = []
        count = 0
        for number, block in enumerate(self._amendment.blocks, 1):
            lines = self._lines(block)
            of_account: dict[Heading, dict[int, AccountRow]] = {}
            for row in block.accounts:
                of_account.setdefault((row.programma, row.taakveld, row.side, row.overview), {})[row.year] = row
            accounts = []
            for heading, rows in of_account.items():
                count += 1
                own = tuple(line for line in lines if line.heading == heading)
                accounts.append(BookAccount(heading, rows, own, count))
            blocks.append(BlockBooks(block, tuple(accounts), number))
        return tuple(blocks)

    def _lines(self, block: Block) -> Sequence[BookLine]:
        """Return the lines of an organisation."""
        years: dict[tuple[Post, Landing | None], dict[int, Figures]] = {}
        measures: dict[tuple[Post, Landing | None], dict[str, None]] = {}
        for line in block.lines:
            post = line.post
            lands = self._lands(self._amendment.decision, post)
            key = post._replace(measure=None), lands
            if post.measure is not None:
                measures.setdefault(key, {}).setdefault(post.measure)
            of_year = years.setdefault(key, {})
            of_year[line.year] = of_year.get(line.year, NOTHING).plus(line)
        return [
            BookLine(post, lands, tuple(measures.get((post, lands), ())), figures, self._numbers.number_of(post, lands))
            for (post, lands), figures in years.items()
        ]

    def _lands(self, decision: Decision, post: Post) -> Landing | None:
        if post.kind != "spending" or post.measure not in decision.after.budget.measures:
            return None
        return self._numbers.landing_of(str(post.measure))
