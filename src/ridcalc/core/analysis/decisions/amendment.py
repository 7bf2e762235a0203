"""The balanced amendment: the difference between two states of a budget, per organisation (BBV art. 17 and 18)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.accounts import (
    AccountRow,
    ProgrammeRow,
    ResultRow,
    TotalRow,
    account_rows,
    programme_rows,
    result_rows,
    total_rows,
)
from ridcalc.core.analysis.decisions.decision import Decision, OrganisationKind
from ridcalc.core.analysis.decisions.documents import DocumentRows, documents_of
from ridcalc.core.analysis.decisions.lines import ChangeLine, lines_of
from ridcalc.core.analysis.decisions.reserves import ReserveRow, reserve_rows
from ridcalc.core.analysis.decisions.state import State


class Block(NamedTuple):
    """The amendment of one organisation."""

    organisation: str | None
    """The id; None for an executor that the budget does not name."""
    kind: OrganisationKind
    lines: tuple[ChangeLine, ...]
    accounts: tuple[AccountRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    totals: tuple[TotalRow, ...]
    result: tuple[ResultRow, ...]
    reserves: tuple[ReserveRow, ...]
    documents: tuple[DocumentRows, ...]


class Amendment(NamedTuple):
    """The amendment of every organisation."""

    decision: Decision
    blocks: tuple[Block, ...]

    def only(self, organisation: str | None) -> "Amendment":
        """Return the amendment with the block of one organisation; with None all blocks."""
        if organisation is None:
            return self
        return self._replace(blocks=tuple(block for block in self.blocks if block.organisation == organisation))


def amend(decision: Decision, only: str | None = None, *, zeros: bool = False) -> Amendment:
    """Return the amendment of a decision, or with `only` the block of that participant alone.

    With `zeros`, the lines and accounts that are zero before and after stand in it too.
    """
    organisations = organisations_of(decision)
    blocks = tuple(
        _block(decision, name, kind, zeros=zeros) for name, kind in organisations if only is None or name == only
    )
    return Amendment(decision, blocks)


def organisations_of(decision: Decision, others: Iterable[State] = ()) -> Iterator[tuple[str | None, OrganisationKind]]:
    """Yield the executor, then the partnerships and the municipalities that have posts, in declared order.

    The posts are those of the two states of the decision, and of `others`.
    """
    tree = decision.after.allocation.tree
    states = [state for state in (decision.before, decision.after, *others) if state is not None]
    yield decision.after.executor, "executor"
    kinds: Iterable[tuple[OrganisationKind, bool]] = (("partnership", True), ("municipality", False))
    for kind, has_members in kinds:
        for name in tree.ids:
            if (name in tree.members) == has_members and any(name in state.books for state in states):
                yield name, kind


def _block(decision: Decision, organisation: str | None, kind: OrganisationKind, *, zeros: bool) -> Block:
    """Return the block of an organisation."""
    lines = tuple(lines_of(decision, organisation, zeros=zeros))
    accounts = tuple(account_rows(decision, organisation, kind, lines))
    return Block(
        organisation,
        kind,
        lines,
        accounts,
        tuple(programme_rows(accounts)),
        tuple(total_rows(decision, accounts)),
        tuple(result_rows(decision, organisation, kind, accounts)),
        tuple(reserve_rows(decision, organisation)),
        tuple(documents_of(decision, organisation, lines)) if kind == "municipality" else (),
    )
