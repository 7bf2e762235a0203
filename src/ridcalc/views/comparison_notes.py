"""What the foot of a comparison says was changed, cause by cause."""

from collections.abc import Iterator

from ridcalc.core.allocation.amounts import dated_amounts
from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.compare import CAUSES, Cause, Change, Comparison
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.problems import Message, owner_of, say
from ridcalc.views.notes import NATURE_NAMES, SIDE_NAMES, rounding_text, total_text
from ridcalc.views.table import Section

CAUSE_NAMES: dict[Cause, Message] = {
    "scope": say("scope"),
    "amounts": say("amounts"),
    "phasing": say("phasing"),
    "nature": say("nature"),
    "key": say("key"),
    "rounding": say("rounding"),
}


def change_sections(comparison: Comparison) -> Iterator[Section]:
    """Yield for each cause that changed anything a section with a line for each change."""
    for cause in CAUSES:
        changes = [change for change in comparison.changes if change.cause == cause]
        if changes:
            lines = tuple(("", _change_line(comparison, change)) for change in changes)
            yield Section(say("What changes: {cause}", cause=CAUSE_NAMES[cause]), lines)


def _change_line(comparison: Comparison, change: Change) -> Message:
    a, b = change.a, change.b
    if a is None and b is None:
        return _other_line(comparison, change)
    name = (a.name if a else None) or (b.name if b else None) or change.id
    if a is None or b is None:
        there = say("in: {measure}, {amounts}") if b else say("out: {measure}, {amounts}")
        measure = b or a
        return say(there.template, measure=name, amounts=_amounts(measure) if measure else ())
    if change.cause == "rounding":
        return say("{measure}: another P&C document, and so another pool", measure=name)
    if change.cause == "key":
        return say("{measure}: from key {a} to key {b}", measure=name, a=a.key, b=b.key)
    return say("{measure}: from {a} to {b}", measure=name, **_what_changed(change.cause, a, b))


def _what_changed(cause: Cause, a: Measure, b: Measure) -> dict[str, Message]:
    """Return the words for what a measure was in A and is in B."""
    if cause == "nature":
        return {"a": NATURE_NAMES[a.nature], "b": NATURE_NAMES[b.nature]}
    if a.side != b.side:
        return {"a": SIDE_NAMES[a.side], "b": SIDE_NAMES[b.side]}
    return {"a": say("{list}", list=_amounts(a)), "b": say("{list}", list=_amounts(b))}


def _other_line(comparison: Comparison, change: Change) -> Message:
    """Say that a key, a driver, a partnership's key or the rounding is other."""
    if change.cause == "rounding":
        a, b = (one.case.budget.settings.rounding for one in (comparison.a, comparison.b))
        return say("from {a} to {b}", a=rounding_text(a), b=rounding_text(b))
    return say("{what} is other", what=owner_of(tuple(change.id.split("."))))


def _amounts(measure: Measure) -> tuple[Message, ...]:
    told = []
    for period, cents in dated_amounts(measure, 1):
        total = Total(cents or 0, 1 if cents is None else 0, assumed=False)
        told.append(say("{period}: {amount}", period=period.text, amount=total_text(total)))
    return tuple(told)
