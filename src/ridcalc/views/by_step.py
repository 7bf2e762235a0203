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

Marks = set[tuple[str | None, bool]]
"""Each participant (None: all together) with an amount that rests on an assumption, and whether steps gave it."""


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
        of_year = of_years.get(year, ())
        given, marks = _given(of_year), _marks(of_year)
        for participant, indent in frame.participants():
            total = sums.of(participant, year) or NOTHING
            key = CellKey(participant, year)
            label = name_of(allocation.case, participant)
            yield FigureRow("body", label, _figures(columns, key, given.get(participant, {}), total, marks), indent)
        whole: dict[str, int] = {}
        for participant, steps in given.items():
            if participant not in allocation.tree.parent or not _named_above(allocation, participant, given):
                for step, cents in steps.items():
                    whole[step] = whole.get(step, 0) + cents
        key = CellKey(year=year)
        yield FigureRow("total", frame.total_label(), _figures(columns, key, whole, sums.whole(year) or NOTHING, marks))


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


def _marks(divisions: Sequence[Division]) -> Marks:
    """Return the participants with an amount of a year that rests on an assumption, by steps and without."""
    marks: Marks = set()
    seen: set[tuple[int, bool]] = set()
    for division in divisions:
        plan = division.plan
        if division.amount is None or not (division.assumed or any(plan.assumed)):
            continue
        if (id(plan), division.assumed) in seen:
            continue
        seen.add((id(plan), division.assumed))
        first = set(plan.stages[0].slots) if plan.batched else set()
        for participant, slots in plan.slots.items():
            marks.update((participant, slot in first) for slot in slots if division.assumed or plan.assumed[slot])
        if division.assumed or plan.stages[0].assumed:
            marks.add((None, plan.batched))
    return marks


def _figures(
    columns: Sequence[BodyColumn], key: CellKey, steps: dict[str, int], total: Total, marks: Marks
) -> tuple[tuple[CellKey, Total | None], ...]:
    """Return the figures of a row: what each step gave, what was given without steps, and the contribution."""
    without = total.amount - sum(steps.values())
    return tuple(
        (
            key._replace(step=step),
            total
            if step is None
            else _marked(without, (key.participant, False), marks)
            if step == _WITHOUT
            else _marked(steps.get(step, 0), (key.participant, True), marks),
        )
        for step in (column.key.step for column in columns)
    )


def _marked(cents: int, mark: tuple[str | None, bool], marks: Marks) -> Total:
    """Return an amount, assumed if `marks` has the mark; an amount of 0 never is."""
    return Total(cents, 0, assumed=bool(cents) and mark in marks)
