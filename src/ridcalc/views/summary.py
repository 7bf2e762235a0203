"""The lines below a table, one per subject: published figures, PM posts, assumptions and what is not shown."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.result import Allocation, Assumption, Drift
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import STATUS_MARKS, VAT_NAMES, changed_line, control_line, marks, name_of
from ridcalc.views.selected import (
    indexed_amounts,
    pm_names,
    selected_assumptions,
    selected_controls,
    selected_divisions,
    selected_drifts,
)
from ridcalc.views.table import Label

Line = tuple[str, Label]
"""A mark, or an empty text, and what is said."""


def head(allocation: Allocation, unit: Message | None) -> tuple[str, Message]:
    """Return the title, and the facts in one line: scenario, date of the figures, unit or currency, and VAT."""
    case = allocation.case
    settings, scenario = case.budget.settings, case.scenario
    title = settings.name or (settings.executor.name if settings.executor and settings.executor.name else "ridcalc")
    currency = say("in euros") if settings.currency == "EUR" else say("in {currency}", currency=settings.currency)
    facts: list[Label] = [say("figures of {date}", date=settings.date)] if settings.date else []
    facts += [unit or currency, VAT_NAMES[settings.vat]]
    named = scenario.name not in {scenario.id, NO_SCENARIO}
    title = f"{title}: {scenario.name}" if named else title
    if scenario.id == NO_SCENARIO:
        return title, say("Without a scenario; {facts}", facts=tuple(facts))
    return title, say("Scenario {id}; {facts}", id=scenario.id, facts=tuple(facts))


def summary(allocation: Allocation, selection: Filter) -> Iterator[Line]:
    """Yield the lines about what the filter selects: settings of this run, published figures, PM posts, index, foot."""
    for text in allocation.case.scenario.changes:
        yield "", changed_line(text)
    yield from control_lines(allocation, selection)
    posts = pm_names(allocation, selection)
    if posts:
        yield "", say("PM (known, no amount, in no sum): {names}", names=posts)
    indexed = indexed_amounts(allocation, selection)
    if indexed:
        from ridcalc.views.index_notes import index_line  # few budgets have indices

        yield "", index_line(allocation.case, indexed)
    yield from _pm_beside_batches(allocation, selection)
    assumptions = selected_assumptions(allocation, selection)
    counts = tuple(_counts(assumptions, selected_drifts(allocation, selection)))
    if counts:
        yield "*" if any(map(marks, assumptions)) else "", say("{counts}: --notes", counts=counts)


def _pm_beside_batches(allocation: Allocation, selection: Filter) -> Iterator[Line]:
    """Yield a line for each batch under a key with amounts that rests on an assumption because of a PM post."""
    batches = [division for division in selected_divisions(allocation, selection) if division.plan.batched]
    if not batches:
        return
    from ridcalc.views.batch_notes import batch_lines  # few budgets have keys with amounts

    yield from (line for line in batch_lines(allocation, selection) if line[0] == "*")


def control_lines(allocation: Allocation, selection: Filter) -> Iterator[Line]:
    """Yield how many published figures are met, and a line for each that is not."""
    results = selected_controls(allocation, selection)
    met = [result for result in results if result.status == "met"]
    constructed = sum(result.control.by_construction for result in met)
    if len(met) == 1:
        message = say("1 published figure is met by construction") if constructed else say("1 published figure is met")
        yield STATUS_MARKS["met"], message
    elif met:
        message = say("{count} published figures are met", count=len(met))
        if constructed:
            message = say("{count} published figures are met, {own} by construction", count=len(met), own=constructed)
        yield STATUS_MARKS["met"], message
    for result in results:
        if result.status != "met":
            yield STATUS_MARKS[result.status], control_line(allocation.case, result)


def _counts(assumptions: Sequence[Assumption], drifts: Sequence[Drift]) -> Iterator[Message]:
    if assumptions:
        one = len(assumptions) == 1
        yield say("1 assumption") if one else say("{count} assumptions", count=len(assumptions))
    if drifts:
        one = len(drifts) == 1
        yield say("1 difference by rounding") if one else say("{count} differences by rounding", count=len(drifts))


def left_out(rows: int, columns: int) -> Iterator[Line]:
    """Yield the line about rows and columns that are zero everywhere and are not shown, if there are any."""
    if rows and columns:
        counts = say("rows {rows}, columns {columns}", rows=rows, columns=columns)
    elif rows:
        counts = say("rows {rows}", rows=rows)
    else:
        counts = say("columns {columns}", columns=columns)
    if rows or columns:
        yield "", say("zero everywhere and left out: {counts} (--zeros)", counts=counts)


def payers_line(allocation: Allocation, payers: Sequence[str]) -> Iterator[Line]:
    """Yield the line that names whose part the amounts of measures are, if a filter chooses them."""
    if payers:
        names = tuple(name_of(allocation.case, payer) for payer in payers)
        yield "", say("the amounts are the part of {names}", names=names)
