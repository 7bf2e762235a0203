"""The course of reserves: balance on 1 January, additions, withdrawals and balance on 31 December, per year."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.budget.types import SideName

if TYPE_CHECKING:
    from ridcalc.core.analysis.decisions.posts import Post


class ReserveRow(NamedTuple):
    """A reserve in a year of the state after the change, in cents."""

    reserve: str
    year: int
    opening: int | None
    """The balance on 1 January; None if it is not known."""
    added: int
    withdrawn: int

    @property
    def closing(self) -> int | None:
        """The balance on 31 December; None if the opening is not known."""
        return None if self.opening is None else self.opening + self.added - self.withdrawn


def reserve_rows(decision: Decision, organisation: str | None) -> Iterator[ReserveRow]:
    """Yield the course of the reserves of an organisation after the change, in the order of the files."""
    books = decision.after.books_of(organisation)
    posts: dict[tuple[str, SideName], list[Post]] = {}
    for post in books.posts:
        if post.reserve is not None:
            posts.setdefault((post.reserve, post.side), []).append(post)
    for name, reserve in decision.after.reserves_of(organisation):

        def moved(side: SideName, year: int, name: str = name) -> int:
            """Return the cents that the posts of a side bring to the reserve."""
            return sum(books.amount(post, year) for post in posts.get((name, side), ()))

        closing: int | None = None
        last: int | None = None
        for year in decision.years:
            followed = closing if last == year - 1 else None
            row = ReserveRow(
                name, year, reserve.balance.get(year, followed), moved("expense", year), moved("income", year)
            )
            closing, last = row.closing, year
            yield row
