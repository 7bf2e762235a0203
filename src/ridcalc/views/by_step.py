"""The body of a table with a column for each step by which keys that hold amounts divide; a block is a year."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.notes import name_of
from ridcalc.views.selected import divisions_by_year
from ridcalc.views.view import Body, BodyColumn, Frame, yearly_sums

STEP_NAMES: dict[PartStepName, Message] = {
    "fixed": say("Fixed"),
    "tariff": say("Tariff"),
    "leaves": say("Leaving"),
    "base": say("Base"),
    "share": say("In proportion"),
    "bounds": say("Bounds"),
}
"""Step → its heading."""

_WITHOUT = "none"
"""The key of the column with what is given without steps."""


def step_body(allocation: Allocation, frame: Frame) -> Body:
    """Return for each year a row per participant and the total; a column is a step, the last one the contribution.

    A column before the last has what is given without steps: by other keys, and to members of partnerships.
    """
    divisions = [division for division in allocation.divisions if division.period.year in frame.years]
    steps = {step for division in divisions if division.plan.batched for step in division.plan.stages[0].part_steps}
    columns = [BodyColumn(label, CellKey(step=step)) for step, label in STEP_NAMES.items() if step in steps]
    if not all(division.plan.batched and len(division.plan.stages) == 1 for division in divisions):
        columns.append(BodyColumn(say("Without steps"), CellKey(step=_WITHOUT)))
    columns.append(BodyColumn(say("Contribution"), CellKey()))
    return Body(say("Participant"), tuple(columns), tuple(_rows(allocation, frame, columns)))


def _rows(allocation: Allocation, frame: Frame, columns: Sequence[BodyColumn]) -> Iterator[FigureRow]:
    of_years = divisions_by_year(allocation)
    sums = yearly_sums(allocation.tree, allocation.divisions, frame.years)
    for year in frame.years:
        yield FigureRow("block", str(year))
        given = _given(of_years.get(year, ()))
        for participant, indent in frame.participants():
            total = sums.of(participant, year) or NOTHING
            key = CellKey(participant, year)
            label = name_of(allocation.case, participant)
            yield FigureRow("body", label, _figures(columns, key, given.get(participant, {}), total), indent)
        whole: dict[str, int] = {}
        for participant, steps in given.items():
            if participant not in allocation.tree.parent or not _named_above(allocation, participant, given):
                for step, cents in steps.items():
                    whole[step] = whole.get(step, 0) + cents
        key = CellKey(year=year)
        yield FigureRow("total", frame.total_label(), _figures(columns, key, whole, sums.whole(year) or NOTHING))


def _named_above(allocation: Allocation, participant: str, given: dict[str, dict[str, int]]) -> bool:
    """Return whether a partnership above a participant has its steps too."""
    return any(partnership in given for partnership in allocation.tree.ancestors(participant))


def _given(divisions: Sequence[Division]) -> dict[str, dict[str, int]]:
    """Return participant → step → cents in the divisions of a year.

    A partnership has the steps of members that a key names directly.
    """
    given: dict[str, dict[str, int]] = {}
    for division in divisions:
        if not division.plan.batched:
            continue
        stage = division.plan.stages[0]
        for participant, slots in division.plan.slots.items():
            for slot in set(slots) & set(stage.slots):
                steps = given.setdefault(participant, {})
                for step in stage.part_steps:
                    steps[step] = steps.get(step, 0) + division.by_step[step][slot]
    return given


def _figures(
    columns: Sequence[BodyColumn], key: CellKey, steps: dict[str, int], total: Total
) -> tuple[tuple[CellKey, Total | None], ...]:
    """Return the figures of a row: what each step gave, what was given without steps, and the contribution."""
    without = Total(total.amount - sum(steps.values()), 0, assumed=False)
    return tuple(
        (
            key._replace(step=column.key.step),
            total
            if column.key.step is None
            else without
            if column.key.step == _WITHOUT
            else Total(steps.get(column.key.step, 0), 0, assumed=False),
        )
        for column in columns
    )
