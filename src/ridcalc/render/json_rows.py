"""Rows of JSON: the items of the lists of an allocation, a check and the list of scenarios. Numbers are canonical."""

from collections.abc import Iterable, Iterator
from typing import Any

from ridcalc.core.allocation.result import Allocation, ControlResult, Total
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import Problem
from ridcalc.language.numbers import canonical_fraction, canonical_money
from ridcalc.language.sentences import Language
from ridcalc.views.batch_rows import is_batch
from ridcalc.views.figures import RoundedTable
from ridcalc.views.rounded_notes import PmPosts
from ridcalc.views.selected import selected_drifts
from ridcalc.views.sums import UnitRow, against_rows, net_rows

Row = dict[str, Any]


def cells(allocation: Allocation, table: RoundedTable, selection: Filter) -> Iterator[Row]:
    """Yield the figures of a table in whole units, apart from those of batches, which are no measures.

    A figure of one side is left out unless it is of one measure.
    """
    posts = PmPosts(allocation)
    for key, figure in table.figures.items():
        if (key.side is not None and key.measure is None) or is_batch(key.measure or ""):
            continue
        whole = key.participant is None and selection.participants
        if selection.takes(key.year, key.participant) and not whole:
            yield {
                "participant": key.participant,
                "year": key.year,
                "nature": key.nature,
                "measure": key.measure,
                "period": key.period,
                "task": key.task,
                "amount": canonical_money(figure.exact),
                "shown": canonical_money(figure.shown),
                "pm": posts.count(key),
            }


def participants(allocation: Allocation) -> Iterator[Row]:
    """Yield the participants in declared order."""
    tree = allocation.tree
    for name, participant in allocation.case.budget.participants.items():
        yield {
            "id": name,
            "name": participant.name_or(name),
            "parent": tree.parent.get(name),
            "leaf": name not in tree.members,
        }


def amounts(allocation: Allocation, selection: Filter) -> Iterator[Row]:
    """Yield the amounts of the selected years before they are divided; one of which a part is PM has no money."""
    unknown = {(amount.measure, amount.period) for amount in allocation.amounts if amount.cents is None}
    for (measure, period), amount in {(one.measure, one.period): one for one in allocation.amounts}.items():
        if selection.takes(period.year):
            pm = (measure, period) in unknown
            yield {
                "measure": measure,
                "nature": amount.nature,
                "side": amount.side,
                "period": period.text,
                "year": period.year,
                **amount_steps(amount, pm=pm),
                "pm": pm,
            }


def amount_steps(amount: Amount, *, pm: bool) -> Row:
    """Return the steps from what the files say to what is divided; without money if `pm`."""
    return {
        "written": _money(None if pm else amount.written),
        "part": canonical_fraction(amount.part),
        "price_level": None if pm else amount.price_level,
        "index": None if pm else amount.index_id,
        "rates": {} if pm else {str(year): canonical_fraction(rate) for year, rate in amount.rates},
        "indexed": _money(None if pm else amount.indexed),
        "divided": _money(None if pm else amount.cents),
    }


def _money(cents: int | None) -> str | None:
    """Return cents as money; None: PM."""
    return None if cents is None else canonical_money(cents)


def totals(allocation: Allocation, selection: Filter) -> Iterator[Row]:
    """Yield the totals of the selected participants, by year and nature."""
    for (participant, year, nature), total in allocation.totals.items():
        if selection.takes(year, participant):
            yield {"participant": participant, "year": year, "nature": nature, **_total(total)}


def grand_totals(allocation: Allocation, selection: Filter) -> Iterator[Row]:
    """Yield the totals of all participants together, by year and nature."""
    for (year, nature), total in allocation.grand_totals.items():
        if selection.takes(year):
            yield {"year": year, "nature": nature, "amount": canonical_money(total.amount), "pm": total.pm}


def net(allocation: Allocation, selection: Filter) -> Iterator[Row]:
    """Yield the totals of both natures together, per participant (null: all together) and year."""
    for participant, year, total in net_rows(allocation, selection):
        yield {"participant": participant, "year": year, **_total(total)}


def per(rows: tuple[UnitRow, ...]) -> Iterator[Row]:
    """Yield the totals per unit of a driver."""
    for row in rows:
        yield {
            "participant": row.participant,
            "year": row.year,
            "reference_year": row.reference_year,
            "units": canonical_fraction(row.units),
            "amount": None if row.cents is None else canonical_money(row.cents),
            "pm": row.pm,
        }


def against(allocation: Allocation, other: Allocation, selection: Filter) -> Iterator[Row]:
    """Yield the totals of another scenario, and the difference: what is shown less these."""
    for row in against_rows(allocation, other, selection):
        yield {
            "participant": row.participant,
            "year": row.year,
            "nature": row.nature,
            "amount": canonical_money(row.other.amount),
            "difference": canonical_money(row.shown.amount - row.other.amount),
            "assumed": row.shown.assumed or row.other.assumed,
        }


def _total(total: Total) -> Row:
    return {"amount": canonical_money(total.amount), "pm": total.pm, "assumed": total.assumed}


def problem(problem: Problem, language: Language) -> Row:
    """Return a problem or warning, with its sentences in `language`."""
    place = problem.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "code": problem.code,
        "message": language.text(problem.message),
        "hint": language.text(problem.hint) if problem.hint else None,
    }


def controls(results: Iterable[ControlResult]) -> Iterator[Row]:
    """Yield the published figures beside the calculated ones."""
    for result in results:
        yield {
            "id": result.id,
            "expected": canonical_money(result.expected),
            "actual": canonical_money(result.actual),
            "difference": canonical_money(result.difference),
            "status": result.status,
            "by_construction": result.control.by_construction,
        }


def drifts(allocation: Allocation, selection: Filter) -> Iterator[Row]:
    """Yield the drifts of the selected participants and years."""
    for drift in selected_drifts(allocation, selection):
        yield {
            "participant": drift.participant,
            "year": drift.year,
            "amount": canonical_money(drift.amount),
            "otherwise": canonical_money(drift.otherwise),
        }
