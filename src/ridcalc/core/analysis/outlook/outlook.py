"""The outlook of a decision: what it means for the years to come, per organisation (BBV art. 19 c and d)."""

from typing import NamedTuple

from ridcalc.core.analysis.decisions.amendment import organisations_of
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.reserves import ReserveRow, reserve_rows
from ridcalc.core.analysis.outlook.incidental import IncidentalRow, incidental_rows
from ridcalc.core.analysis.outlook.mutations import MutationRow, mutation_rows
from ridcalc.core.analysis.outlook.structural import StructuralRow, structural_rows


class Outlook(NamedTuple):
    """The outlook of every organisation; each list goes by organisation, and then as its rows say."""

    decision: Decision
    structural: tuple[StructuralRow, ...]
    incidental: tuple[IncidentalRow, ...]
    mutations: tuple[MutationRow, ...]
    reserves: tuple[ReserveRow, ...]


def look_ahead(decision: Decision, only: str | None = None) -> Outlook:
    """Return the outlook of a decision, or with `only` that of one participant.

    `decision.as_of` has the states of the stages from the first to the one shown, and of those as of which structural
    balances are given.
    """
    everyone = organisations_of(decision, decision.as_of.values())
    organisations = [(name, kind) for name, kind in everyone if only is None or name == only]
    municipalities = [str(name) for name, kind in organisations if kind == "municipality"]
    return Outlook(
        decision,
        tuple(row for name in municipalities for row in structural_rows(decision, name)),
        tuple(row for name, _ in organisations for row in incidental_rows(decision, name)),
        tuple(row for name, kind in organisations for row in mutation_rows(decision, name, kind)),
        tuple(row for name, _ in organisations for row in reserve_rows(decision, name)),
    )
