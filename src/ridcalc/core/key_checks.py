"""Checks of the keys in the periods of the amounts that they divide: one problem for each cause, however often used."""

from collections.abc import Collection, Iterator
from contextlib import suppress

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.book import attempts
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.budget.causes import Causes
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.sections import problem_at
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import InvalidValueError, Problem, UnavailableError, say

_MATTERS_IN_USE = frozenset(
    {
        "average-year-missing",
        "no-reference-year",
        "no-version-in-force",
        "participant-merged",
        "period-spans-versions",
    }
)
"""Codes of problems that count only for a key that divides an amount in the period."""

_AT_THE_AMOUNT = frozenset({"index-year-missing"})
"""Codes of problems that stand at the first amount with the problem, and not at its cause."""


def check_keys_in_use(
    budget: Budget, selected: Collection[str] | None = None, *, sound: bool = True
) -> Iterator[Problem]:
    """Yield the problems of keys, including the keys of partnerships, in the periods of the amounts they divide.

    A refusal with a path has its cause there, and all its uses are one problem. Another refusal is a problem at each
    amount. `selected` are the measures whose amounts are in batches; None: all. `sound`: the budget has no other
    problems. The sizes of batches are checked if it has none here either: an amount with a problem is in no batch.
    """
    book = KeyBook(budget)
    used: set[str] = set()
    causes = Causes()
    parts: list[tuple[Amount, Plan]] = []
    for found in attempts(budget.measures, rules_of(budget, book.counts)):
        entry, refusals = (found, ()) if isinstance(found, Amount) else (found.entry, found.refusals)
        if not refusals and entry.cents is not None and book.holds_amounts(budget.measures[entry.measure].key or ""):
            parts += _in_batch(entry, budget, book)
        for refusal in (*refusals, *_refusals_of_plan(entry, budget, book, used)):
            sound = False
            if isinstance(refusal, UnavailableError):
                continue
            if refusal.path:
                place = ("measures", entry.measure, *entry.at) if refusal.code in _AT_THE_AMOUNT else ()
                causes.add(refusal, entry.measure, place=place)
            else:
                yield problem_at(refusal, "measures", entry.measure, *entry.at, at_key=True)
    _add_keys_not_in_use(budget, book, used, causes)
    yield from causes.problems()
    if parts:
        yield from _check_batches(budget, parts, selected, sizes=sound)


def _refusals_of_plan(entry: Amount, budget: Budget, book: KeyBook, used: set[str]) -> Iterator[InvalidValueError]:
    """Yield why an amount has no plan; adds the keys of its plan to `used`."""
    key = budget.measures[entry.measure].key
    if key is None and not entry.recipients:  # the lack of a key is reported
        return
    for span in (entry.period,) if key is None else book.spans(key, entry.period):
        try:
            if key is None:
                plan = book.plan_of_parts(entry.recipients, span)
            else:
                plan = book.plan(key, span, unknown=entry.cents is None)
            used.update(version.key for version in plan.versions)
        except InvalidValueError as refusal:
            yield from refusal.all


def _in_batch(entry: Amount, budget: Budget, book: KeyBook) -> Iterator[tuple[Amount, Plan]]:
    """Yield a known amount with its plan, under a key that holds amounts in one of its versions."""
    with suppress(InvalidValueError):  # the lack of a plan is reported
        yield entry, book.plan(str(budget.measures[entry.measure].key), entry.period)


def _check_batches(
    budget: Budget, parts: list[tuple[Amount, Plan]], selected: Collection[str] | None, *, sizes: bool
) -> Iterator[Problem]:
    """Yield the problems of batches of selected measures, and of controls of a participant's part of one measure."""
    from ridcalc.core.keys.batches import BatchPart, refusals_of_batches  # few budgets have keys with amounts

    batch_parts = (
        BatchPart(str(budget.measures[amount.measure].key), amount.period.year, amount.nature, amount.cents or 0, plan)
        for amount, plan in parts
        if selected is None or amount.measure in selected
    )
    for refusal in refusals_of_batches(batch_parts, budget.settings.rounding.unit, sizes=sizes):
        yield problem_at(refusal, at_key=True)
    batched = {(amount.measure, amount.period.year) for amount, plan in parts if plan.batched}
    for name, control in budget.controls.items():
        if control.participant is not None and (control.measure, control.year) in batched:
            message = say(
                "what '{participant}' pays of measure '{measure}' is not known: its key divides {year} at once",
                participant=control.participant,
                measure=control.measure,
                year=str(control.year),
            )
            hint = say("leave out the participant or the measure")
            yield Problem("control-of-batch", message, hint, ("controls", name, "participant"))


def _add_keys_not_in_use(budget: Budget, book: KeyBook, used: set[str], causes: Causes) -> None:
    """Add the causes of problems, in the years of the budget, of keys that divide no amount."""
    years = sorted(budget.settings.years)
    for name, key in budget.keys.items():
        same_every_year = key.kinds and kind_of(key).steady  # then one year is enough
        for year in () if name in used else years[:1] if same_every_year else years:
            try:
                book.weights(name, parse_period(str(year)))
            except InvalidValueError as refusal:
                for one in refusal.all:
                    if one.code not in _MATTERS_IN_USE and not isinstance(one, UnavailableError):
                        causes.add(one)
