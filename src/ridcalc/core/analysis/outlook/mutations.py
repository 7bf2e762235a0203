"""The mutations per P&C document: from the first decision to the one shown, per organisation and year."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ridcalc.core.analysis.decisions.decision import Decision, OrganisationKind
from ridcalc.core.analysis.decisions.documents import dated_documents, document_of
from ridcalc.core.analysis.decisions.lines import ChangeLine, lines_of
from ridcalc.core.budget.types import SIDES, SideName

RowKind = Literal["stage", "document", "none", "total"]
"""The rows: the first decision, a P&C document, what is in no document, and all together."""
Place = tuple[RowKind, str | None]
"""A row: its kind and, of a document, the id."""


class MutationRow(NamedTuple):
    """What a row brings to one side of an organisation's budget in a year, in cents."""

    organisation: str | None
    row: RowKind
    document: str | None
    """The id of the P&C document; None on the other rows."""
    side: SideName
    year: int
    cents: int
    running: int
    """The cents of this row and those above it; of the total, all."""
    unknown: frozenset[str]
    """The measures that are PM: those of the first decision, those that a row adds, and those that are left."""


def mutation_rows(decision: Decision, organisation: str | None, kind: OrganisationKind) -> Iterator[MutationRow]:
    """Yield the mutations of an organisation: the first decision, documents by date, no document, the total.

    Of an executor or a partnership no change stands in a document. With stages the first decision has a row; any
    other row without any amount is left out.
    """
    steps = _steps(decision)
    years = tuple(sorted({year for step in steps for year in step.years}))
    cents: dict[tuple[Place, SideName, int], int] = {}
    unknown: dict[tuple[Place, SideName, int], frozenset[str]] = {}
    places: dict[Place, None] = {_FIRST_AND_NONE[0]: None} if decision.after.budget.stages else {}
    for number, step in enumerate(steps):
        for line in lines_of(step, organisation):
            if not line.changes:
                continue
            place = _place(decision, step, organisation if kind == "municipality" else None, line)
            if number == 0 and step.before is None and decision.after.budget.stages:
                place = ("stage", None)
            places.setdefault(place)
            for one in (place, _TOTAL):
                at = one, line.post.side, line.year
                cents[at] = cents.get(at, 0) + line.change
            at = place, line.post.side, line.year
            unknown[at] = unknown.get(at, frozenset()) | (line.unknown_after - line.unknown_before)
    for line in lines_of(steps[-1], organisation):
        at = _TOTAL, line.post.side, line.year
        unknown[at] = unknown.get(at, frozenset()) | line.unknown_after
    for side in SIDES:
        running = dict.fromkeys(years, 0)
        for place in (*_in_order(decision, places), _TOTAL):
            for year in years:
                amount = cents.get((place, side, year), 0)
                running[year] += 0 if place == _TOTAL else amount
                known = unknown.get((place, side, year), frozenset())
                yield MutationRow(organisation, *place, side, year, amount, running[year], known)


_TOTAL: Place = ("total", None)
_FIRST_AND_NONE: tuple[Place, Place] = (("stage", None), ("none", None))


def _steps(decision: Decision) -> list[Decision]:
    """Return the decisions that lead to the state shown: by each stage or, if none is shown, at once."""
    stages = list(decision.after.budget.stages)
    if decision.stage is not None:
        passed = stages[: stages.index(decision.stage)]
        states = [None, *(decision.as_of[name] for name in passed), decision.after]
        named: list[str | None] = [*passed, decision.stage]
    elif stages:
        states, named = [None, decision.as_of[stages[0]], decision.after], [stages[0], None]
    else:
        states, named = [decision.before, decision.after], [None]
    return [
        Decision(before, after, stage, decision.as_of)
        for before, after, stage in zip(states[:-1], states[1:], named, strict=True)
        if after is not None
    ]


def _place(decision: Decision, step: Decision, municipality: str | None, line: ChangeLine) -> Place:
    """Return the row of a change; `municipality` is None for another organisation."""
    document = None if municipality is None else document_of(step, municipality, line)
    return ("none", None) if document not in decision.after.budget.pc_documents else ("document", document)


def _in_order(decision: Decision, places: dict[Place, None]) -> Iterator[Place]:
    """Yield the rows that have amounts: the first decision, documents by date, no document."""
    first, none = _FIRST_AND_NONE
    documents: list[Place] = [("document", name) for name in dated_documents(decision.after.budget)]
    yield from (place for place in (first, *documents, none) if place in places)
