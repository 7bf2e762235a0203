"""Laws of the outlook, on random budgets with two stages: a second calculation of it agrees."""

from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import times
from oracle_amendment import Books
from oracle_outlook import balance, incidental, mutations
from ridcalc.commands.amend import Asked, found_for
from ridcalc.commands.shared import Request
from ridcalc.core.analysis.outlook.outlook import Outlook, look_ahead
from ridcalc.core.values.progress import Progress
from strategies_of_decisions import before_of, decisions, write_stages

pytestmark = pytest.mark.law
Document = dict[str, Any]
Drawn = tuple[Document, Document, Document]
"""keys.yaml, measures.yaml, and what the first stage has otherwise."""


def looked_ahead(folder: Path, drawn: Drawn) -> Outlook:
    """Return the outlook of the second stage."""
    write_stages(folder, *drawn)
    return look_ahead(found_for(Request(str(folder), Progress()), Asked(stage="tweede"), passed=True).decision)


def states_of(drawn: Drawn) -> dict[str, Books]:
    """Return the oracle's books of each stage."""
    keys, measures, earlier = drawn
    return {"eerste": Books(keys, before_of(measures, earlier)), "tweede": Books(keys, measures)}


@given(drawn=decisions(), stage=st.sampled_from([None, "eerste", "tweede"]))
@settings(max_examples=times(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_calculation_of_the_structural_balance_agrees(drawn: Drawn, stage: str | None, tmp_path: Path) -> None:
    amounts: Document = {"2024": "1234.56", "2025": "-50"}
    drawn[1]["budget"]["structural_balance"] = {"a": {**amounts, **({"stage": stage} if stage else {})}}
    states = states_of(drawn)
    for row in looked_ahead(tmp_path, drawn).structural:
        if row.participant == "a":
            given_then = Fraction(amounts[str(row.year)])
            before, after = balance(states, given_then, stage or "eerste", "a", row.year)
            assert [row.before, row.after] == [int(before * 100), int(after * 100)]
            assert row.balanced is (None if row.unknown else after >= 0)
        else:
            assert (row.before, row.after, row.balanced) == (None, None, None)


@given(drawn=decisions(), threshold=st.sampled_from(["0", "150", "5000"]))
@settings(max_examples=times(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_calculation_of_the_overview_and_the_mutations_agrees(
    drawn: Drawn, threshold: str, tmp_path: Path
) -> None:
    drawn[1]["budget"]["incidental"] = {"threshold": threshold}
    states = states_of(drawn)
    outlook = looked_ahead(tmp_path, drawn)
    totals: dict[Any, Fraction] = defaultdict(Fraction)
    for row in outlook.incidental:
        totals[row.organisation, row.kind, row.nature, row.year] += Fraction(row.total, 100)
        for post in row.posts:
            named = abs(post.cents) >= Fraction(threshold) * 100 or post.unknown or row.nature == "structural"
            assert named, "what is below the threshold has no name"
    assert {key: amount for key, amount in totals.items() if amount} == incidental(states["tweede"])
    moved = {
        (row.organisation, row.row, row.side, row.year): Fraction(row.cents, 100)
        for row in outlook.mutations
        if row.cents
    }
    assert moved == mutations(states)
    for mutation in outlook.mutations:
        if mutation.row == "total":
            assert mutation.running == mutation.cents, "the first stage and all changes add to the total"
