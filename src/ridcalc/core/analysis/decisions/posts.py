"""Posts: what an organisation books in a state of the budget, in cents per year and with the measures that are PM."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ridcalc.core.budget.bookings import RESERVES, Account
from ridcalc.core.budget.types import CoverageName, NatureName, SideName

PostKind = Literal["spending", "contribution", "received", "coverage"]
"""The kinds of post: of a measure; paid; received from who pays; and what pays for a contribution."""


class Post(NamedTuple):
    """A line of the books of one organisation. Amounts are positive on their own side."""

    organisation: str | None
    """The executor, or a participant; None for an executor that the budget does not name."""
    kind: PostKind
    side: SideName
    nature: NatureName
    account: Account
    measure: str | None = None
    participant: str | None = None
    """Who pays, in contributions and coverage."""
    payee: str | None = None
    """Who receives a contribution."""
    reserve: str | None = None
    source: CoverageName | None = None
    """What pays, in coverage."""

    @property
    def of_reserve(self) -> bool:
        """Whether the post adds to a reserve or withdraws from one."""
        return self.reserve is not None or self.account.taakveld == RESERVES

    def to_result(self, cents: int) -> int:
        """Return what cents on the side of the post do to the organisation's result; plus is a surplus."""
        return cents if self.side == "income" else -cents


class Books:
    """The posts of a state, each with its cents and its PM measures per year, in order of first occurrence."""

    def __init__(self) -> None:
        """Start without posts."""
        self.posts: dict[Post, None] = {}
        self.cents: dict[tuple[Post, int], int] = {}
        self.pm: dict[tuple[Post, int], frozenset[str]] = {}

    def add(self, post: Post, year: int, cents: int) -> None:
        """Add cents to a post."""
        self.posts.setdefault(post)
        self.cents[post, year] = self.cents.get((post, year), 0) + cents

    def add_pm(self, post: Post, year: int, measure: str) -> None:
        """Add a PM measure to a post."""
        self.posts.setdefault(post)
        self.pm[post, year] = self.pm.get((post, year), frozenset()) | {measure}

    def amount(self, post: Post, year: int) -> int:
        """Return the cents of a post in a year."""
        return self.cents.get((post, year), 0)

    def unknown(self, posts: Iterable[Post], year: int) -> frozenset[str]:
        """Return the PM measures of some posts in a year, each once."""
        if not self.pm:  # most budgets have no PM posts
            return frozenset()
        return frozenset().union(*(self.pm.get((post, year), frozenset()) for post in posts))


NO_BOOKS = Books()
"""The books before the first decision."""
