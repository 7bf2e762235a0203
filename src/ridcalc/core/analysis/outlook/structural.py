"""The structural balance (structureel begrotingssaldo) of a municipality after a decision, per year."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.budget.stage_parsers import STAGE_OF_BALANCE
from ridcalc.core.budget.types import CoverageName

STRUCTURAL_COVERAGE: tuple[CoverageName, ...] = ("existing", "reserve")
"""The sources that pay structural expense year after year; a reserve only if it is marked structural."""


class StructuralRow(NamedTuple):
    """The structural balance of a municipality in a year, in cents; contribution and coverage are changes."""

    participant: str
    year: int
    before: int | None
    """The balance before the decision; None if it is not given."""
    contribution: int
    """The change of the structural contribution; plus is more expense."""
    coverage: int
    """The change of what pays for it year after year; plus is more coverage."""
    unknown: frozenset[str]
    """The structural measures that are PM after the decision."""

    @property
    def effect(self) -> int:
        """What the decision does to the balance."""
        return self.coverage - self.contribution

    @property
    def after(self) -> int | None:
        """The balance after the decision, without PM posts; None if that before is not given."""
        return None if self.before is None else self.before + self.effect

    @property
    def balanced(self) -> bool | None:
        """Whether the balance after is zero or more; None if that cannot be said."""
        return None if self.after is None or self.unknown else self.after >= 0


def structural_rows(decision: Decision, municipality: str) -> Iterator[StructuralRow]:
    """Yield the structural balance of a municipality, a row for each year."""
    given = decision.after.budget.settings.structural_balance.get(municipality, {})
    stage = given.get(STAGE_OF_BALANCE)
    since = decision.as_of[stage] if isinstance(stage, str) else decision.before
    for year in decision.years:
        balance = given.get(year)
        paid, covered = _structural(decision.before, municipality, year)
        if isinstance(balance, int):  # the changes since its stage are carried into it
            paid_then, covered_then = _structural(since, municipality, year)
            balance += (covered - paid) - (covered_then - paid_then)
        paid_after, covered_after = _structural(decision.after, municipality, year)
        books = decision.after.books_of(municipality)
        posts = [post for post in books.posts if (post.kind, post.nature) == ("contribution", "structural")]
        yield StructuralRow(
            municipality,
            year,
            balance if isinstance(balance, int) else None,
            paid_after - paid,
            covered_after - covered,
            books.unknown(posts, year),
        )


def _structural(state: State | None, municipality: str, year: int) -> tuple[int, int]:
    """Return the cents of a municipality's structural contribution in a state, and of its structural coverage."""
    if state is None:
        return 0, 0
    books = state.books_of(municipality)
    structural = [post for post in books.posts if post.nature == "structural"]
    contribution = sum(books.amount(post, year) for post in structural if post.kind == "contribution")
    sources = [post for post in structural if post.kind == "coverage" and post.source in STRUCTURAL_COVERAGE]
    coverage = sum(post.to_result(books.amount(post, year)) for post in sources)
    return contribution, coverage
