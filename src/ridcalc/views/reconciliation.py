"""Tables of a reconciliation: the sets of amounts that make up a figure."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.reconcile import Item, Reconciliation
from ridcalc.core.budget.model import Case
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.notes import facts, name_of
from ridcalc.views.table import Label, Money, Row, Section, Table, amount

_SHOWN_AT_MOST = 12
"""The most solutions that the table shows; JSON has all of them."""


def reconciliation_table(case: Case, reconciliation: Reconciliation) -> Table:
    """Return a table with a column for each solution and a row for each candidate amount.

    Without a solution the only column has the candidates.
    """
    solutions = reconciliation.solutions[:_SHOWN_AT_MOST]
    rows = [
        Row("body", _item_name(case, item), tuple(_cell(item, solution.items) for solution in solutions))
        for item in reconciliation.candidates
    ]
    columns: tuple[Label, ...] = tuple(
        say("solution {number}", number=number) for number in range(1, len(solutions) + 1)
    )
    if solutions:
        rows.append(Row("total", say("Total"), tuple(amount(solution.total) for solution in solutions)))
    else:
        rows = [Row("body", _item_name(case, item), (amount(item.amount),)) for item in reconciliation.candidates]
        columns = (say("candidate"),)
    heading = _question(case, reconciliation)
    title = case.budget.settings.name or "ridcalc"
    sections = Section(say("Answer"), tuple(("", line) for line in _answer(case, reconciliation)))
    return Table(title, (heading, next(facts(case))), say("Measure"), columns, tuple(rows), (sections,), every_row=True)


def _cell(item: Item, items: Sequence[Item]) -> Money | None:
    """Return the cell of a candidate in a solution; None if the solution does not use the candidate."""
    match = next((used for used in items if (used.measure, used.period) == (item.measure, item.period)), None)
    return amount(match.amount) if match else None


def _item_name(case: Case, item: Item) -> Message:
    name = case.budget.measures[item.measure].name_or(item.measure)
    return say("{measure}, {period}: {amount}", measure=name, period=item.period, amount=Euros(item.amount))


def _question(case: Case, reconciliation: Reconciliation) -> Message:
    """Return the question in words: figure, year, participant, rounding and tolerance."""
    question = reconciliation.question
    text = say("What makes up {amount} in {year}?", amount=Euros(question.target), year=str(question.year))
    if question.participant:
        text = say("{question} Parts of {participant}.", question=text, participant=name_of(case, question.participant))
    if question.rounded_to:
        text = say("{question} Rounded to {unit}.", question=text, unit=Euros(question.rounded_to))
    if question.tolerance:
        text = say("{question} Give or take {amount}.", question=text, amount=Euros(question.tolerance))
    return text


def _answer(case: Case, reconciliation: Reconciliation) -> Iterator[Message]:
    """Yield the number of solutions, whether the search was complete, and the measures in all and in no solution."""
    count = len(reconciliation.solutions)
    if not reconciliation.complete:
        yield say("at least {count}; the search stopped before it had seen everything", count=count)
    elif count == 0:
        yield say("no set of these amounts makes up the figure")
    elif count == 1:
        yield say("exactly one solution")
    else:
        yield say("exactly {count} solutions", count=count)
    if reconciliation.complete and count:
        yield say("in all of them: {measures}", measures=_names(case, reconciliation.in_all or ()))
        yield say("in none of them: {measures}", measures=_names(case, reconciliation.in_none or ()))
    if reconciliation.unknown:
        yield say("PM in that year, and so in none of them: {measures}", measures=_names(case, reconciliation.unknown))
    if count > _SHOWN_AT_MOST:
        yield say("the table shows the first {count}; --format json gives all", count=_SHOWN_AT_MOST)


def _names(case: Case, measures: Sequence[str]) -> tuple[str, ...] | Message:
    if not measures:
        return say("nothing")
    return tuple(case.budget.measures[measure].name_or(measure) for measure in measures)
