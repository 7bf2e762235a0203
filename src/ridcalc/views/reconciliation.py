"""From a reconciliation to a table: the ways to make up a figure."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.reconcile import Item, Reconciliation
from ridcalc.core.budget.model import Case
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.notes import facts, name_of
from ridcalc.views.table import Label, Money, Row, Section, Table, amount

_SHOWN_AT_MOST = 12
"""Ways to make up a figure that the table shows; JSON has all of them."""


def reconciliation_table(case: Case, found: Reconciliation) -> Table:
    """Return every way to make up a figure as a column, with a row for each amount that could be in it."""
    ways = found.solutions[:_SHOWN_AT_MOST]
    rows = [
        Row("body", _item_name(case, item), tuple(_cell(item, way.items) for way in ways)) for item in found.candidates
    ]
    columns: tuple[Label, ...] = tuple(say("way {number}", number=number) for number in range(1, len(ways) + 1))
    if ways:
        rows.append(Row("total", say("Total"), tuple(amount(way.total) for way in ways)))
    else:  # nothing but what was tried
        rows = [Row("body", _item_name(case, item), (amount(item.amount),)) for item in found.candidates]
        columns = (say("could be in it"),)
    heading = _question(case, found)
    title = case.budget.settings.name or "ridcalc"
    sections = Section(say("Answer"), tuple(("", line) for line in _answer(case, found)))
    return Table(title, (heading, next(facts(case))), say("Measure"), columns, tuple(rows), (sections,), every_row=True)


def _cell(item: Item, items: Sequence[Item]) -> Money | None:
    taken = next((one for one in items if one[:2] == item[:2]), None)
    return amount(taken.amount) if taken else None


def _item_name(case: Case, item: Item) -> Message:
    name = case.budget.measures[item.measure].name or item.measure
    return say("{measure}, {period}: {amount}", measure=name, period=item.period, amount=Euros(item.amount))


def _question(case: Case, found: Reconciliation) -> Message:
    asked = found.question
    told = say("What makes up {amount} in {year}?", amount=Euros(asked.target), year=str(asked.year))
    if asked.participant:
        told = say("{question} Parts of {participant}.", question=told, participant=name_of(case, asked.participant))
    if asked.rounded_to:
        told = say("{question} Rounded to {unit}.", question=told, unit=Euros(asked.rounded_to))
    if asked.tolerance:
        told = say("{question} Give or take {amount}.", question=told, amount=Euros(asked.tolerance))
    return told


def _answer(case: Case, found: Reconciliation) -> Iterator[Message]:
    """Yield how many ways there are, whether that is all, and what they have in common."""
    count = len(found.solutions)
    if not found.complete:
        yield say("at least {count}; the search stopped before it had seen everything", count=count)
    elif count == 0:
        yield say("no set of these amounts makes up the figure")
    elif count == 1:
        yield say("one way, and no other")
    else:
        yield say("{count} ways, and no others", count=count)
    if found.complete and count:
        yield say("in all of them: {measures}", measures=_names(case, found.in_all or ()))
        yield say("in none of them: {measures}", measures=_names(case, found.in_none or ()))
    if found.unknown:
        yield say("PM in that year, and so in none of them: {measures}", measures=_names(case, found.unknown))
    if count > _SHOWN_AT_MOST:
        yield say("the table shows the first {count}; --format json gives all", count=_SHOWN_AT_MOST)


def _names(case: Case, measures: Sequence[str]) -> tuple[str, ...] | Message:
    if not measures:
        return say("nothing")
    return tuple(case.budget.measures[measure].name or measure for measure in measures)
