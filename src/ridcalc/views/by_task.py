"""The body of a table with a row per task: one column per year. Batches are spread over their measures."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.decisions.payments import payments_of
from ridcalc.core.budget.names import shown_names
from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.blocks import block_row
from ridcalc.views.by_measure import NATURE_TOTALS
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.view import Body, BodyColumn, Frame

WITHOUT_TASK = ""
"""The key of the row of all measures without a task."""


def task_body(allocation: Allocation, frame: Frame) -> Body:
    """Return a row per task, a total per nature if there are two, and the total; a column is a year.

    With a filter on participants an amount is what these participants pay for the task.
    """
    columns = frame.year_columns()
    return Body(say("Task"), columns, tuple(_rows(allocation, frame, columns)))


def _rows(allocation: Allocation, frame: Frame, columns: Sequence[BodyColumn]) -> Iterator[FigureRow]:
    sums = _Sums(allocation, frame)
    written = shown_names(allocation.case.budget.names.written("tasks"))
    names: dict[str, Message | str] = {**written, WITHOUT_TASK: say("without a task")}
    several = len(frame.natures) > 1
    for nature in frame.natures:
        if several:
            yield block_row((nature, None, False))
        for task, label in names.items():
            if (nature, task) in sums.present:
                key = CellKey(nature=nature, task=task)
                yield FigureRow("body", label, sums.across(columns, key))
        if several:
            yield FigureRow("total", NATURE_TOTALS[nature], sums.across(columns, CellKey(nature=nature)))
    yield FigureRow("total", say("Total"), sums.across(columns, CellKey()))


class _Sums:
    """The sums per nature, task and year, of all participants or of those in the filter."""

    def __init__(self, allocation: Allocation, frame: Frame) -> None:
        """Add up the payments of the years that are shown."""
        self._cents: dict[CellKey, int] = {}
        self._pm: dict[CellKey, set[str]] = {}
        self._assumed: set[CellKey] = set()
        self.present: set[tuple[NatureName, str]] = set()
        """The natures and tasks that have a payment."""
        tree, measures, payers = allocation.tree, allocation.case.budget.measures, frame.payers()
        for payment in payments_of(allocation):
            is_whole = payment.payee is None
            chosen = payment.payer in payers or (is_whole and set(tree.ancestors(payment.payer)) & set(payers))
            if payment.year not in frame.years or not (chosen if payers else is_whole):
                continue
            for measure, cents, _ in payment.shares:
                task = measures[measure].task or WITHOUT_TASK if measure is not None else WITHOUT_TASK
                self.present.add((payment.nature, task))
                for key in _keys(payment.nature, task, payment.year):
                    self._cents[key] = self._cents.get(key, 0) + cents
                    if payment.cents is None:
                        self._pm.setdefault(key, set()).add(str(measure))
                    if payment.assumed:
                        self._assumed.add(key)

    def across(self, columns: Sequence[BodyColumn], key: CellKey) -> tuple[tuple[CellKey, Total | None], ...]:
        """Return the key and the total of a row in each column."""
        keys = [key._replace(year=column.key.year) for column in columns]
        return tuple((one, self._total(one)) for one in keys)

    def _total(self, key: CellKey) -> Total:
        if key not in self._cents:
            return NOTHING
        return Total(self._cents[key], len(self._pm.get(key, ())), key in self._assumed)


def _keys(nature: NatureName, task: str, year: int) -> Iterator[CellKey]:
    """Yield the keys of the figures in which a payment is: of its task, its nature and all, in its year and in all."""
    for key in (CellKey(nature=nature, task=task), CellKey(nature=nature), CellKey()):
        yield key._replace(year=year)
        yield key
