"""The changes that the foot of a comparison lists, by cause."""

from collections.abc import Iterator

from ridcalc.core.allocation.amounts import Amount, by_measure
from ridcalc.core.analysis.changes import CAUSES, Cause, Change
from ridcalc.core.analysis.compare import Comparison
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.sections import owner_of
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import NATURE_NAMES, SIDE_NAMES, money_text, rounding_text
from ridcalc.views.table import Money, Section

CAUSE_NAMES: dict[Cause, Message] = {
    "scope": say("scope"),
    "pm": say("PM"),
    "amounts": say("amounts"),
    "index": say("index"),
    "vat": say("VAT"),
    "phasing": say("phasing"),
    "nature": say("nature"),
    "key": say("key"),
    "rounding": say("rounding"),
}

Amounts = tuple[dict[str, list[Amount]], dict[str, list[Amount]]]
"""Measure → its amounts, in A and in B."""


def change_sections(comparison: Comparison) -> Iterator[Section]:
    """Yield a section for each cause that has changes, with a line for each change."""
    amounts = by_measure(comparison.a.amounts), by_measure(comparison.b.amounts)
    for cause in CAUSES:
        changes = [change for change in comparison.changes if change.cause == cause]
        if changes:
            lines = tuple(("", _change_line(comparison, change, amounts)) for change in changes)
            yield Section(say("What changes: {cause}", cause=CAUSE_NAMES[cause]), lines)


def _change_line(comparison: Comparison, change: Change, amounts: Amounts) -> Message:
    """Return the sentence about one change."""
    a, b = change.a, change.b
    if a is None and b is None:
        return _other_line(comparison, change)
    name = (a.name if a else None) or (b.name if b else None) or change.id
    if a is None or b is None:
        sentence = say("in: {measure}, {amounts}") if b else say("out: {measure}, {amounts}")
        return say(sentence.template, measure=name, amounts=_amount_texts(amounts[1 if b else 0][change.id]))
    if change.cause == "rounding":
        return say("{measure}: another P&C document, and so another batch", measure=name)
    if change.cause == "key":
        return say("{measure}: from key {a} to key {b}", measure=name, a=a.key, b=b.key)
    return say("{measure}: from {a} to {b}", measure=name, **_before_and_after(change, a, b, amounts))


def _before_and_after(
    change: Change, a: Measure, b: Measure, amounts: Amounts
) -> dict[str, Message | tuple[Message, ...]]:
    """Return the nature, side or amounts of a measure in words: under "a" those in A, under "b" those in B."""
    if change.cause == "nature":
        return {"a": NATURE_NAMES[a.nature], "b": NATURE_NAMES[b.nature]}
    if a.side != b.side:
        return {"a": SIDE_NAMES[a.side], "b": SIDE_NAMES[b.side]}
    return {letter: _amount_texts(measures[change.id]) for letter, measures in zip("ab", amounts, strict=True)}


def _other_line(comparison: Comparison, change: Change) -> Message:
    """Return the sentence about a change of a key, a driver, a partnership's key or the rounding."""
    if change.cause == "rounding":
        a, b = (allocation.case.budget.settings.rounding for allocation in (comparison.a, comparison.b))
        return say("from {a} to {b}", a=rounding_text(a), b=rounding_text(b))
    return say("{what} differs", what=owner_of(tuple(change.id.split("."))))


def _amount_texts(amounts: list[Amount]) -> tuple[Message, ...]:
    """Return each amount of a measure in words, with its period."""
    cells = [(amount.period.text, Money(amount.cents or 0, pm=int(amount.cents is None))) for amount in amounts]
    return tuple(say("{period}: {amount}", period=period, amount=money_text(cell)) for period, cell in cells)
