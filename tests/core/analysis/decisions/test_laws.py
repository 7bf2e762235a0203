"""Laws of amendments, on random budgets with two stages, and a second calculation of them."""

from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from effort import times
from oracle_amendment import Booked, Books
from ridcalc.commands.amend import Asked, found_for
from ridcalc.commands.shared import Request
from ridcalc.core.analysis.decisions.amendment import Block, amend
from ridcalc.core.budget.types import NATURES
from ridcalc.core.values.progress import Progress
from strategies_of_decisions import before_of, decisions, write_stages

pytestmark = pytest.mark.law
Document = dict[str, Any]
Drawn = tuple[Document, Document, Document]
"""keys.yaml, measures.yaml, and what the first stage has otherwise."""


def amended(folder: Path, keys: Document, measures: Document, earlier: Document) -> tuple[Block, ...]:
    """Return the blocks of the second stage."""
    write_stages(folder, keys, measures, earlier)
    found = found_for(Request(str(folder), Progress()), Asked(stage="tweede"))
    return amend(found.decision).blocks


@given(drawn=decisions())
@settings(max_examples=times(12), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_calculation_of_the_amendment_agrees(drawn: Drawn, tmp_path: Path) -> None:
    keys, measures, earlier = drawn
    blocks = amended(tmp_path, keys, measures, earlier)
    states = [Books(keys, before_of(measures, earlier)), Books(keys, measures)]
    for position, name in enumerate(("before", "after")):
        found: dict[Booked, Fraction] = defaultdict(Fraction)
        for block in blocks:
            for line in block.lines:
                post, account = line.post, line.post.account
                where = account.programma, account.taakveld, account.category
                who = post.measure or post.participant
                key = Booked(str(post.organisation), post.side, post.nature, *where, who, line.year)
                found[key] += Fraction(getattr(line, name), 100)
        wanted = {key: amount for key, amount in states[position].booked.items() if amount}
        assert {key: amount for key, amount in found.items() if amount} == wanted
    for block in blocks:
        for result in block.result:
            if block.kind == "municipality":
                one = (str(block.organisation), result.year)
                change = states[1].uncovered[one] - states[0].uncovered[one]
                assert Fraction(result.uncovered or 0, 100) == change


@given(drawn=decisions())
@settings(max_examples=times(12), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_paid_is_received_and_the_executor_ends_at_zero(drawn: Drawn, tmp_path: Path) -> None:
    moved: dict[str, dict[tuple[str | None, int, str], int]] = defaultdict(lambda: defaultdict(int))
    for block in amended(tmp_path, *drawn):
        for line in block.lines:
            moved[line.post.kind][line.post.payee, line.year, line.post.nature] += line.change
        assert block.kind == "municipality" or all(result.result == 0 for result in block.result)
    assert not_zero(moved["contribution"]) == not_zero(moved["received"])


def not_zero(sums: dict[Any, int]) -> dict[Any, int]:
    """Return the sums other than zero."""
    return {key: cents for key, cents in sums.items() if cents}


@given(drawn=decisions())
@settings(max_examples=times(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_totals_and_documents_add_to_the_accounts(drawn: Drawn, tmp_path: Path) -> None:
    for block in amended(tmp_path, *drawn):
        changed: dict[Any, int] = defaultdict(int)
        operating: dict[Any, int] = defaultdict(int)
        for row in block.accounts:
            changed[row.year, row.side] += row.change
            operating[row.year, row.side] += 0 if row.of_reserve else row.change
        for total in block.totals:
            balance = operating[total.year, "income"] - operating[total.year, "expense"]
            assert total.change == (balance if total.side == "balance" else operating[total.year, total.side])
        reported: dict[Any, int] = defaultdict(int)
        for line in (line for document in block.documents for line in document.lines):
            reported[line.year, line.side] += line.change
        assert block.kind != "municipality" or not_zero(reported) == not_zero(changed)


@given(drawn=decisions())
@settings(max_examples=times(12), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_contribution_stands_where_there_is_income_alone(drawn: Drawn, tmp_path: Path) -> None:
    keys, measures, earlier = drawn
    measures["budget"]["executor"].pop("contributions", None)
    measures["tasks"]["u"] = {}
    executor = amended(tmp_path, keys, measures, earlier)[0]
    for year in (2024, 2025):
        lines = [line for line in executor.lines if line.year == year]
        spent = [line.post for line in lines if line.post.kind == "spending"]
        expense = {post.account.heading for post in spent if post.side == "expense"}
        with_income_alone = {post.account.heading for post in spent if post.side == "income"} - expense
        for line in lines:
            if line.post.kind == "received":
                assert line.post.account.heading not in with_income_alone
                assert line.post.account.taakveld != "0.10"


@given(drawn=decisions())
@settings(max_examples=times(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_change_is_the_difference_of_two_allocations(drawn: Drawn, tmp_path: Path) -> None:
    blocks = amended(tmp_path, *drawn)
    found = found_for(Request(str(tmp_path), Progress()), Asked(stage="tweede"))
    before, after = found.decision.before, found.decision.after
    assert before is not None
    for block in blocks:
        if block.kind == "municipality":
            for (participant, year, nature), total in after.allocation.totals.items():
                if participant == block.organisation:
                    change = sum(
                        line.change
                        for line in block.lines
                        if line.post.kind == "contribution" and (line.year, line.post.nature) == (year, nature)
                    )
                    assert change == total.amount - before.allocation.totals[participant, year, nature].amount


@given(drawn=decisions())
@settings(max_examples=times(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_municipalities_pay_what_the_executor_receives_and_every_block_balances(
    drawn: Drawn, tmp_path: Path
) -> None:
    blocks = amended(tmp_path, *drawn)
    decision = found_for(Request(str(tmp_path), Progress()), Asked(stage="tweede")).decision
    paid: dict[Any, int] = defaultdict(int)
    received: dict[Any, int] = defaultdict(int)
    for block in blocks:
        for line in block.lines:
            if block.kind == "municipality" and line.post.kind == "contribution":
                paid[line.year, line.post.nature] += line.change
            if block.kind == "executor" and line.post.kind == "received":
                received[line.year, line.post.nature] += line.change
        for result in block.result if block.kind == "municipality" else ():
            one = str(block.organisation), result.year
            of_saldo = [
                sign * taking.cents[nature]
                for sign, state in ((-1, decision.before), (1, decision.after))
                for taking in (state.takings.get(one, []) if state else [])
                for nature in NATURES
                if taking.entry.source == "saldo"
            ]
            assert result.result == -sum(of_saldo) - (result.uncovered or 0)
    assert not_zero(paid) == not_zero(received)
