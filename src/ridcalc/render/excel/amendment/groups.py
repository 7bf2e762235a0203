"""The numbers of the groups of rows that a block of the amendment adds up."""

from ridcalc.core.analysis.decisions.accounts import AccountRow
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.types import SIDES, OverviewName, SideName
from ridcalc.render.excel.booked.books import BlockBooks, BookLine

ProgrammeKey = tuple[str | None, OverviewName | None, bool, SideName]
"""A programma, a group of the overview, whether it is of reserves, and a side."""
_PER_BLOCK = 1000
"""Groups of a kind in a block, at most."""
_TOTALS = [(of_reserve, side) for of_reserve in (False, True) for side in SIDES]


class Groups:
    """The numbers of the programmas, totals and coverage of an organisation; no other organisation has them."""

    def __init__(self, books: BlockBooks) -> None:
        """Number the groups of an organisation's accounts."""
        self._books = books
        self._base = books.number * _PER_BLOCK
        self._programmes: dict[ProgrammeKey, int] = {}
        for account in books.accounts:
            self.programme_number(key_of(account.first))
        self._landings = {
            (account.heading[0], account.heading[1], account.heading[3]): account.number
            for account in books.accounts
            if account.heading[2] == "income" and any(line.post.kind == "received" for line in account.lines)
        }
        self._covers: dict[Post, int] = {}

    def programme_number(self, key: ProgrammeKey) -> int:
        """Return the number of a programma and side."""
        return self._base + self._programmes.setdefault(key, len(self._programmes) + 1)

    def programme_of(self, row: AccountRow) -> int:
        """Return the number of the programma and side of an account."""
        return self.programme_number(key_of(row))

    def total_number(self, side: SideName, *, of_reserve: bool) -> int:
        """Return the number of the total of a side: of reserves, or of all else."""
        return self._base + _TOTALS.index((of_reserve, side)) + 1

    def total_of(self, row: AccountRow) -> int:
        """Return the number of the total in which an account counts."""
        return self.total_number(row.side, of_reserve=row.of_reserve)

    def landing_of(self, line: BookLine) -> int:
        """Return the number of the account on which contributions for a line land; 0 if there is none."""
        if self._books.block.kind == "executor":
            return self._landings.get(line.lands, 0) if line.lands is not None else 0
        if self._books.block.kind == "partnership" and line.post.kind == "contribution":
            return next(iter(self._landings.values()), 0) if len(self._landings) == 1 else 0
        return 0

    def covers_of(self, post: Post) -> int:
        """Return the number of what entries of the coverage take for a post; both sides of a reserve have one."""
        return self._base + self._covers.setdefault(post._replace(side="expense"), len(self._covers) + 1)

    def adds(self, post: Post) -> bool:
        """Return whether the organisation has a line of what a negative contribution adds to a reserve."""
        other = post._replace(side="expense")
        return any(line.post == other for line in self._books.lines)


def key_of(row: AccountRow) -> ProgrammeKey:
    """Return the programma, group and side of an account."""
    return row.programma, None if row.of_reserve else row.overview, row.of_reserve, row.side
