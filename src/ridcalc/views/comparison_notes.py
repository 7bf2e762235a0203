"""The changes that the foot of a comparison lists, by cause."""

from collections.abc import Collection, Iterable, Iterator

from ridcalc.core.amounts.amount import Amount, by_measure
from ridcalc.core.analysis.changes import CAUSES, Cause, Change
from ridcalc.core.analysis.compare import Comparison
from ridcalc.core.budget.sections import owner_of
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import NATURE_NAMES, SIDE_NAMES, money_text, rounding_text
from ridcalc.views.table import Label, Money, Section

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


def change_sections(comparison: Comparison, selection: Filter) -> Iterator[Section]:
    """Yield a section for each cause that has changes, with a line for each change that concerns a selected year."""
    amounts = by_measure(comparison.a.amounts), by_measure(comparison.b.amounts)
    for cause in CAUSES:
        changes = [change for change in comparison.changes if change.cause == cause]
        lines = [
            ("", _change_line(comparison, change, periods, amounts))
            for change in changes
            if (periods := [period for period in change.periods if selection.takes(period.year)]) or not change.periods
        ]
        if lines:
            yield Section(say("What changes: {cause}", cause=CAUSE_NAMES[cause]), tuple(lines))


def _change_line(comparison: Comparison, change: Change, periods: Collection[Period], amounts: Amounts) -> Message:
    """Return the sentence about one change, with the amounts in `periods`."""
    a, b = change.a, change.b
    if a is None and b is None:
        return _other_line(comparison, change)
    case = (comparison.b if a is None else comparison.a).case
    name = case.budget.names.of("measures", change.id)
    before, after = (_amount_texts(own.get(change.id, ()), periods) for own in amounts)
    if a is None:
        return say("in: {measure}, {amounts}", measure=name, amounts=after)
    if b is None:
        return say("out: {measure}, {amounts}", measure=name, amounts=before)
    line = say("{measure}: from {a} to {b}", measure=name, a=before, b=after)
    if change.cause == "rounding":
        line = say("{measure}: another P&C document, and so another batch", measure=name)
    elif change.cause == "key":
        line = say("{measure}: from key {a} to key {b}", measure=name, a=a.key, b=b.key)
    elif change.cause == "nature":
        line = say("{measure}: from {a} to {b}", measure=name, a=NATURE_NAMES[a.nature], b=NATURE_NAMES[b.nature])
    elif change.cause != "pm" and a.side != b.side:
        line = say("{measure}: from {a} to {b}", measure=name, a=SIDE_NAMES[a.side], b=SIDE_NAMES[b.side])
    elif change.cause == "amounts" and {a.kind, b.kind} & {"tariff", "surcharge"}:
        from ridcalc.views.rule_changes import rule_changes  # few budgets have such a change

        changes = rule_changes(a, b, comparison.a.case.budget, comparison.b.case.budget)
        return say("{text}; {fact}", text=line, fact=changes) if changes else line
    return line


def _other_line(comparison: Comparison, change: Change) -> Message:
    """Return the sentence about a change of a key, a driver, an index, a partnership's key or a setting."""
    if change.cause == "rounding":
        a, b = (allocation.case.budget.settings.rounding for allocation in (comparison.a, comparison.b))
        return say("from {a} to {b}", a=rounding_text(a), b=rounding_text(b))
    section, name = change.id.split(".")
    if change.cause == "index":
        from ridcalc.views.rule_changes import index_change, setting_change  # few budgets have such a change

        sentence = index_change if section == "indices" else setting_change
        return sentence(comparison.a.case.budget, comparison.b.case.budget, name)
    what = owner_of((section, name))
    if section == "keys":
        from ridcalc.views.key_amount_changes import key_amount_change  # loaded only where keys differ

        amounts = key_amount_change(comparison.a.case.budget, comparison.b.case.budget, name, what)
        if amounts is not None:
            return amounts
    return say("{what} differs", what=what)


def _amount_texts(amounts: Iterable[Amount], periods: Collection[Period]) -> tuple[Message, ...] | Message:
    """Return each amount of a measure in `periods` in words; "nothing" if there is none."""
    texts = tuple(
        say("{period}: {amount}", period=amount.period.text, amount=_amount_text(amount))
        for amount in amounts
        if amount.period in periods
    )
    return texts or say("nothing")


def _amount_text(amount: Amount) -> Label:
    return money_text(Money(amount.cents or 0, pm=int(amount.cents is None)))
