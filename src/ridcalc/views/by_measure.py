"""The bodies of tables with a row per measure or task and a column per year, and of the matrix with participants."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.budget.names import shown_names
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.batch_rows import batch_rows, in_order, row_of, whole_of_measures
from ridcalc.views.blocks import block_row
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.notes import name_of
from ridcalc.views.selected import divisions_by_year
from ridcalc.views.table import Label
from ridcalc.views.view import Body, BodyColumn, Frame

_TOTALS: dict[NatureName, Message] = {"incidental": say("Total incidental"), "structural": say("Total structural")}


def measure_body(allocation: Allocation, frame: Frame) -> Body:
    """Return a row per measure, a total per nature if there are two, and the total; a column is a year.

    With a filter on participants an amount is what these participants pay of the measure, or of a batch of measures.
    """
    columns = frame.year_columns()
    names = _names(allocation, frame)
    items = [
        _Item(names[name], CellKey(nature=nature, measure=name), (name,))
        for name, nature in _rows(allocation, frame)
        if name in frame.measures or frame.payers()
    ]
    return Body(say("Measure"), columns, tuple(_item_rows(allocation, frame, columns, items)))


def task_body(allocation: Allocation, frame: Frame) -> Body:
    """Return a row per task in file order, then one for the measures without a task; the rest as by measure."""
    columns = frame.year_columns()
    budget = allocation.case.budget
    measures_of: dict[tuple[str, NatureName], list[str]] = {
        (task, nature): [] for task in budget.tasks for nature in NATURES
    }
    for name, measure in frame.measures.items():
        if measure.task is not None:
            measures_of.setdefault((measure.task, measure.nature), []).append(name)
    for nature in NATURES:
        others = frame.measures.items()
        measures_of["", nature] = [name for name, one in others if one.task is None and one.nature == nature]
    labels: dict[str, Label] = {
        **{task: budget.names.of("tasks", task) for task in budget.tasks},
        "": say("Without a task"),
    }
    items = [
        _Item(labels.get(task, task), CellKey(nature=nature, task=task), tuple(measures))
        for (task, nature), measures in measures_of.items()
        if measures
    ]
    if frame.payers():  # a batch may have measures of several tasks
        items += [
            _Item(label, CellKey(nature=nature, measure=row), (row,))
            for row, (_, nature, label) in batch_rows(allocation).items()
        ]
    return Body(say("Task"), columns, tuple(_item_rows(allocation, frame, columns, items)))


class _Item(NamedTuple):
    """A row of a table: its label, the key that its figures share, and the measures that it adds up."""

    label: Label
    key: CellKey
    measures: tuple[str, ...]


def _item_rows(
    allocation: Allocation, frame: Frame, columns: Sequence[BodyColumn], items: Sequence[_Item]
) -> Iterator[FigureRow]:
    pairs = ((row_of(division), division) for division in allocation.divisions)
    times = (None, *frame.years)
    sums = Sums(
        allocation.tree,
        (
            ((measure, time), division)
            for measure, division in pairs
            if division.period.year in frame.years
            for time in times
            if time in {None, division.period.year}
        ),
    )
    natures = frame.natures
    own = _own_amounts(allocation, frame)
    everything = [NOTHING] * len(columns)
    for nature in natures:
        subtotal = [NOTHING] * len(columns)
        if len(natures) > 1:
            yield block_row((nature, None, False))
        for item in (item for item in items if item.key.nature == nature):
            totals = [
                reduce(
                    add,
                    (
                        _of_selection(sums, frame, (name, column.key.year)) + own.get((name, column.key.year), NOTHING)
                        for name in item.measures
                    ),
                    NOTHING,
                )
                for column in columns
            ]
            subtotal = [one + other for one, other in zip(subtotal, totals, strict=True)]
            yield FigureRow("body", item.label, _keyed(columns, item.key, totals))
        if len(natures) > 1:
            yield FigureRow("total", _TOTALS[nature], _keyed(columns, CellKey(nature=nature), subtotal))
        everything = [one + other for one, other in zip(everything, subtotal, strict=True)]
    yield FigureRow("total", say("Total"), _keyed(columns, CellKey(), everything))


def _rows(allocation: Allocation, frame: Frame) -> Iterator[tuple[str, NatureName]]:
    """Yield the rows in order: measures, and batches before the first of their measures; each with its nature."""
    return in_order(allocation, {name: measure.nature for name, measure in frame.measures.items()})


def _own_amounts(allocation: Allocation, frame: Frame) -> dict[tuple[str, int | None], Total]:
    """Return (measure, year, or None for all years) → its amounts in batches; nothing with a filter on participants."""
    found: dict[tuple[str, int | None], Total] = {}
    for (name, year), total in whole_of_measures(allocation).items() if not frame.payers() else ():
        for time in (year, None) if year in frame.years else ():
            found[name, time] = found.get((name, time), NOTHING) + total
    return found


def _of_selection(sums: Sums, frame: Frame, key: tuple[str, int | None]) -> Total:
    """Return the total of all participants, or of those in the filter."""
    payers = frame.payers()
    if not payers:
        return sums.whole(key) or NOTHING
    totals = [sums.of(name, key) or NOTHING for name in payers]
    total = reduce(add, totals, NOTHING)
    return total._replace(pm=max(part.pm for part in totals))  # one measure, so one PM post at most


def _keyed(
    columns: Sequence[BodyColumn], key: CellKey, totals: Sequence[Total]
) -> tuple[tuple[CellKey, Total | None], ...]:
    return tuple((key._replace(year=column.key.year), total) for column, total in zip(columns, totals, strict=True))


def matrix_body(allocation: Allocation, frame: Frame) -> Body:
    """Return a block per year with a row per measure and the total; a column is a participant, the last one all."""
    names = [(name, name_of(allocation.case, name)) for name, _ in frame.participants()]
    columns = tuple(BodyColumn(label, CellKey(participant=name)) for name, label in names)
    if not frame.view.selection.participants:
        columns = (*columns, BodyColumn(say("Total"), CellKey()))
    return Body(say("Measure"), columns, tuple(_matrix_rows(allocation, frame, columns)))


def _matrix_rows(allocation: Allocation, frame: Frame, columns: Sequence[BodyColumn]) -> Iterator[FigureRow]:
    names, rows = _names(allocation, frame), list(_rows(allocation, frame))
    of_years = divisions_by_year(allocation)
    for year in frame.years:
        divisions = of_years.get(year, [])
        by_measure = Sums(allocation.tree, ((row_of(division), division) for division in divisions))
        yield FigureRow("block", str(year))
        for name, _ in rows:
            key = CellKey(year=year, measure=name)
            yield FigureRow("body", names[name], _across(columns, by_measure, name, key))
        together = Sums(allocation.tree, ((year, division) for division in divisions))
        yield FigureRow(
            "total", say("Total {year}", year=str(year)), _across(columns, together, year, CellKey(year=year))
        )


def _across(
    columns: Sequence[BodyColumn], sums: Sums, group: str | int, key: CellKey
) -> tuple[tuple[CellKey, Total | None], ...]:
    """Return the key and the total of each participant in a group of sums."""
    participants = [column.key.participant for column in columns]
    totals = (sums.of(name, group) if name else sums.whole(group) for name in participants)
    keys = (key._replace(participant=name) for name in participants)
    return tuple((cell_key, total or NOTHING) for cell_key, total in zip(keys, totals, strict=True))


def _names(allocation: Allocation, frame: Frame) -> dict[str, str | Message]:
    """Return row → name to show, also for measures that only the other scenario of `--against` has."""
    written = {name: measure.name_or(name) for name, measure in frame.measures.items()}
    labels = {row: label for row, (_, _, label) in batch_rows(allocation).items()}
    return {**shown_names({**allocation.case.budget.names.written("measures"), **written}), **labels}
