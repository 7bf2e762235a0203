"""The lines of an amendment: each post before and after, per year."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.posts import Post, PostKind
from ridcalc.core.budget.types import SIDES, SideName

Mark = Literal["V", "N"]
"""V (voordelig): in favour of the organisation's result; N (nadelig): against it."""
_KINDS: tuple[PostKind, ...] = ("spending", "contribution", "received", "coverage")


class ChangeLine(NamedTuple):
    """A post in a year, in cents before and after."""

    post: Post
    year: int
    before: int
    after: int
    unknown_before: frozenset[str]
    """The measures that are PM before."""
    unknown_after: frozenset[str]

    @property
    def change(self) -> int:
        """The cents after minus the cents before."""
        return self.after - self.before

    @property
    def changes(self) -> bool:
        """Whether cents or PM measures differ."""
        return bool(self.change) or self.unknown_before != self.unknown_after


def mark_of(side: SideName, change: int) -> Mark | None:
    """Return whether a change is in favour of the organisation's result; None if nothing changes."""
    if change == 0:
        return None
    return "V" if (change > 0) == (side == "income") else "N"


def lines_of(decision: Decision, organisation: str | None, *, zeros: bool = False) -> Iterator[ChangeLine]:
    """Yield the lines of an organisation: spendings, contributions, what is received, coverage; expense first.

    With `zeros`, also those that are zero before and after.
    """
    before, after = decision.books(organisation)
    posts = list(dict.fromkeys((*after.posts, *before.posts)))
    posts.sort(key=lambda post: (_KINDS.index(post.kind), SIDES.index(post.side)))
    years = decision.years
    for post in posts:
        for year in years:
            cents = before.amount(post, year), after.amount(post, year)
            unknown = before.unknown([post], year), after.unknown([post], year)
            if zeros or any(cents) or any(unknown):
                yield ChangeLine(post, year, *cents, *unknown)
