"""What the foot of a comparison says was changed, cause by cause."""

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
    "amounts": say("amounts"),
    "phasing": say("phasing"),
    "nature": say("nature"),
    "key": say("key"),
    "rounding": say("rounding"),
}

Amounts = tuple[dict[str, list[Amount]], dict[str, list[Amount]]]


def change_sections(comparison: Comparison) -> Iterator[Section]:
    """Yield for each cause that changed anything a section with a line for each change."""
    amounts = by_measure(comparison.a.amounts), by_measure(comparison.b.amounts)
    for cause in CAUSES:
        changes = [change for change in comparison.changes if change.cause == cause]
        if changes:
            lines = tuple(("", _change_line(comparison, change, amounts)) for change in changes)
            yield Section(say("What changes: {cause}", cause=CAUSE_NAMES[cause]), lines)


def _change_line(comparison: Comparison, change: Change, amounts: Amounts) -> Message:
    """Say what is other; `amounts` are those of each measure in A and in B."""
    a, b = change.a, change.b
    if a is None and b is None:
        return _other_line(comparison, change)
    name = (a.name if a else None) or (b.name if b else None) or change.id
    if a is None or b is None:
        there = say("in: {measure}, {amounts}") if b else say("out: {measure}, {amounts}")
        return say(there.template, measure=name, amounts=_told(amounts[1 if b else 0][change.id]))
    if change.cause == "rounding":
        return say("{measure}: another P&C document, and so another pool", measure=name)
    if change.cause == "key":
        return say("{measure}: from key {a} to key {b}", measure=name, a=a.key, b=b.key)
    return say("{measure}: from {a} to {b}", measure=name, **_what_changed(change, a, b, amounts))


def _what_changed(change: Change, a: Measure, b: Measure, amounts: Amounts) -> dict[str, Message | tuple[Message, ...]]:
    """Return the words for what a measure was in A and is in B."""
    if change.cause == "nature":
        return {"a": NATURE_NAMES[a.nature], "b": NATURE_NAMES[b.nature]}
    if a.side != b.side:
        return {"a": SIDE_NAMES[a.side], "b": SIDE_NAMES[b.side]}
    return {side: _told(of[change.id]) for side, of in zip("ab", amounts, strict=True)}


def _other_line(comparison: Comparison, change: Change) -> Message:
    """Say that a key, a driver, a partnership's key or the rounding is other."""
    if change.cause == "rounding":
        a, b = (one.case.budget.settings.rounding for one in (comparison.a, comparison.b))
        return say("from {a} to {b}", a=rounding_text(a), b=rounding_text(b))
    return say("{what} is other", what=owner_of(tuple(change.id.split("."))))


def _told(amounts: list[Amount]) -> tuple[Message, ...]:
    """Return the words for a measure's amounts, as they are divided."""
    cells = [(one.period.text, Money(one.cents or 0, pm=int(one.cents is None))) for one in amounts]
    return tuple(say("{period}: {amount}", period=period, amount=money_text(cell)) for period, cell in cells)
