"""Tables of a reconciliation: the sets of amounts that make up a figure."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.reconcile import Item, NearestSums, Reconciliation, Solution
from ridcalc.core.budget.model import Case
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.notes import facts, name_of, title_of
from ridcalc.views.table import Label, Money, Row, Section, Table, amount

_SHOWN_AT_MOST = 12
"""The most solutions that the table shows; JSON has all of them."""


def reconciliation_table(case: Case, reconciliation: Reconciliation) -> Table:
    """Return a table with a column for each solution and a row for each candidate amount.

    Without a solution the columns have the sets with the nearest sums.
    """
    if not reconciliation.solutions:
        return _table(case, reconciliation, *_without_solution(case, reconciliation))
    solutions = reconciliation.solutions[:_SHOWN_AT_MOST]
    rows = [
        Row("body", _item_name(case, item), tuple(_cell(item, solution.items) for solution in solutions))
        for item in reconciliation.candidates
    ]
    columns: tuple[Label, ...] = tuple(
        say("solution {number}", number=number) for number in range(1, len(solutions) + 1)
    )
    rows.append(Row("total", say("Total"), tuple(amount(solution.total) for solution in solutions)))
    return _table(case, reconciliation, columns, rows)


def _table(case: Case, reconciliation: Reconciliation, columns: tuple[Label, ...], rows: list[Row]) -> Table:
    heading = _question(case, reconciliation)
    title = title_of(case)
    sections = Section(say("Answer"), tuple(("", line) for line in _answer(case, reconciliation)))
    return Table(title, (heading, next(facts(case))), say("Measure"), columns, tuple(rows), (sections,), every_row=True)


def _without_solution(case: Case, reconciliation: Reconciliation) -> tuple[tuple[Label, ...], list[Row]]:
    """Return the columns and rows of the sets with the nearest sums; of the candidates if there are no sums."""
    sets = {name: found for name, found in _nearest_sets(reconciliation.nearest) if found}
    if not sets:
        rows = [Row("body", _item_name(case, item), (amount(item.amount),)) for item in reconciliation.candidates]
        return (say("candidate"),), rows
    rows = [
        Row("body", _item_name(case, item), tuple(_cell(item, found.items) for found in sets.values()))
        for item in reconciliation.candidates
    ]
    rows.append(Row("total", say("Total"), tuple(amount(found.total) for found in sets.values())))
    return tuple(_NEAREST_NAMES[name] for name in sets), rows


_NEAREST_NAMES = {"below": say("nearest below"), "above": say("nearest above")}


def _nearest_sets(nearest: NearestSums | None) -> Iterator[tuple[str, Solution | None]]:
    if nearest is not None:
        yield from (("below", nearest.below), ("above", nearest.above))


def _cell(item: Item, items: Sequence[Item]) -> Money | None:
    """Return the cell of a candidate in a solution; None if the solution does not use the candidate."""
    match = next((used for used in items if (used.measure, used.period) == (item.measure, item.period)), None)
    return amount(match.amount) if match else None


def _item_name(case: Case, item: Item) -> Message:
    name = case.budget.names.of("measures", item.measure)
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
    if not count:
        yield from _nearest_lines(case, reconciliation)
    if reconciliation.complete and count:
        yield say("in all of them: {measures}", measures=_names(case, reconciliation.in_all or ()))
        yield say("in none of them: {measures}", measures=_names(case, reconciliation.in_none or ()))
    yield from _unknown_lines(case, reconciliation)
    if reconciliation.in_batches:
        yield say(
            "left out, because their key divides a year at once and gives nobody a part of them alone: {measures}",
            measures=_names(case, reconciliation.in_batches),
        )
    if count > _SHOWN_AT_MOST:
        yield say("the table shows the first {count}; --format json gives all", count=_SHOWN_AT_MOST)


def _unknown_lines(case: Case, reconciliation: Reconciliation) -> Iterator[Message]:
    """Yield the measures that are PM in the year: those that are PM alone, and those of which a part is known."""
    known = {item.measure for item in reconciliation.candidates}
    alone = [one for one in reconciliation.unknown if one not in known and one not in reconciliation.in_batches]
    partly = [one for one in reconciliation.unknown if one in known]
    if alone:
        yield say("PM in that year, and so in none of them: {measures}", measures=_names(case, alone))
    if partly:
        yield say("partly PM in that year; only the known part counts: {measures}", measures=_names(case, partly))


def _nearest_lines(case: Case, reconciliation: Reconciliation) -> Iterator[Message]:
    """Yield the nearest sums with their measures, and whether there may be nearer ones."""
    nearest, target = reconciliation.nearest, reconciliation.question.target
    for name, found in _nearest_sets(nearest):
        if found is not None:
            sentence = say("{total} is {difference} less: {measures}")
            if name == "above":
                sentence = say("{total} is {difference} more: {measures}")
            yield say(
                "{name}: {sum}",
                name=_NEAREST_NAMES[name],
                sum=say(
                    sentence.template,
                    total=Euros(found.total),
                    difference=Euros(abs(found.total - target)),
                    measures=tuple(_short_name(case, item) for item in found.items),
                ),
            )
    if nearest is not None and not nearest.complete:
        yield say("these are the nearest sums found in the time; there may be nearer ones")


def _short_name(case: Case, item: Item) -> Message | str:
    name = case.budget.names.of("measures", item.measure)
    return say("half of {measure}", measure=name) if item.half else name


def _names(case: Case, measures: Sequence[str]) -> tuple[str, ...] | Message:
    if not measures:
        return say("nothing")
    return tuple(case.budget.names.of("measures", measure) for measure in measures)
