"""Warnings of an outlook: what a reader should know before a council decides on the years to come."""

from collections.abc import Iterator

from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.analysis.decisions.cautions import overdrawn, state_cautions
from ridcalc.core.analysis.decisions.coverage_cautions import coverage_cautions
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.outlook.structural import structural_rows
from ridcalc.core.values.problems import Euros, Problem, say


def outlook_cautions(amendment: Amendment) -> Iterator[Problem]:
    """Yield the warnings of an outlook, for the organisations of an amendment."""
    decision = amendment.decision
    yield from state_cautions(decision)
    for block in amendment.blocks:
        yield from overdrawn(decision, block)
        if block.kind == "municipality":
            yield from coverage_cautions(decision, str(block.organisation))
            yield from deficits(decision, str(block.organisation))


def deficits(decision: Decision, municipality: str) -> Iterator[Problem]:
    """Yield a warning with the years in which a municipality's structural balance is below zero after a decision."""
    low = [row for row in structural_rows(decision, municipality) if row.balanced is False]
    if low:
        yield Problem(
            "structural-deficit",
            say(
                "the structural balance of '{id}' after this decision is below zero: {parts}",
                id=municipality,
                parts=tuple(say("{amount} in {year}", amount=Euros(row.after or 0), year=str(row.year)) for row in low),
            ),
            say("a budget is in balance structurally: add structural coverage, or correct the balance before"),
            ("budget", "structural_balance", municipality, str(low[0].year)),
        )
