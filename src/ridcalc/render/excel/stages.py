"""The rows of one stage of a division in the trace, and their values."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.methods import method_of
from ridcalc.core.allocation.result import Division
from ridcalc.core.allocation.steps import steps_of
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage, Version
from ridcalc.render.excel.cells import Value, euros, runs_of
from ridcalc.render.excel.columns import Addresses
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.pieces import fixed_part, piece_formula
from ridcalc.render.excel.quotients import DIGITS, QuotientForm, digit_values
from ridcalc.render.excel.values import form_of

Values = dict[str, Value]
"""The values of a row's figures, by the names of their columns."""


STEP_COLUMNS: tuple[PartStepName, ...] = ("fixed", "tariff", "leaves", "base", "bounds")
"""The steps that have a column of their own; what is left of a part is in proportion."""


class StageRows(NamedTuple):
    """A stage of a division: its rows, the amount that it divides, and the values of its parts by slot."""

    number: int
    """The position of the stage in the plan, from 0."""
    key: str | None
    """The key; None: the measure gives each participant its part."""
    versions: tuple[Version, ...]
    part_steps: tuple[PartStepName, ...]
    """The steps that give a part, in order."""
    slots: tuple[int, ...]
    form: QuotientForm
    whole: str | None
    """The formula of the part of an earlier stage that is divided; None: an amount is."""
    runs: tuple[tuple[int, int], ...]
    """The first and the last row of each run of adjacent rows."""
    values: dict[int, Values]
    batched: bool = False
    """Whether the key holds amounts."""

    @property
    def own_steps(self) -> list[PartStepName]:
        """The steps that are not in proportion; a key without amounts has none."""
        return [name for name in STEP_COLUMNS if self.batched and name in self.part_steps]

    def spans(self, columns: Addresses, name: str, up_to: int | None = None) -> Iterator[str]:
        """Yield the references to a column in the stage's rows, or in those up to the row `up_to`."""
        for first, last in self.runs:
            if up_to is None or first <= up_to:
                yield columns.down(name, first, last if up_to is None else min(last, up_to))

    def sum(self, columns: Addresses, name: str) -> str:
        """Return the formula of the sum of a column in the stage's rows."""
        return f"SUM({','.join(self.spans(columns, name))})"


def stage_rows(layout: Layout, position: int, number: int, whole: str | None) -> StageRows:
    """Return the stage `number` of the division in a position; `whole` has the units of its parent, if it has one."""
    division, first = layout.divisions[position], layout.first_rows[position]
    stage = division.plan.stages[number]
    if stage.days and whole is not None:
        whole = _piece(layout, position, stage, whole)
    values = dict(zip(stage.slots, _values(layout, division, number), strict=True))
    runs = tuple(runs_of([first + slot for slot in stage.slots]))
    form, batched = form_of(layout, position, stage), stage.amounts is not None
    rows = StageRows(number, stage.key, stage.versions, stage.part_steps, tuple(stage.slots), form, whole, runs, values)
    return rows._replace(batched=batched)


def _piece(layout: Layout, position: int, stage: Stage, parent: str) -> str:
    """Return the formula of the part that falls to a version of a partnership's key, of its units in cell `parent`."""
    if layout.follows_days(position):
        return f'IF({parent}="PM","PM",{piece_formula(parent, stage.days, stage.piece)})'
    division = layout.divisions[position]
    parts = () if stage.parent is None else division.parts[stage.parent : stage.parent + 1]  # PM has no parts
    whole = parts[0] // division.unit if parts else None
    return fixed_part((parent,), whole, None if whole is None else stage.of(whole))


_UNKNOWN: Values = {
    "to_divide": "PM",
    "unrounded": "PM",
    "rounded_down": "",
    "remainder": "",
    **dict.fromkeys(DIGITS, ""),
    "rank": "",
    "units": "PM",
    "amount": "PM",
    "shifted_cent": "",
}
"""The values of a row whose amount is PM."""


def _values(layout: Layout, division: Division, number: int) -> Iterator[Values]:
    """Yield the values of each participant's row; amounts to divide and parts are in units of rounding."""
    stage, unit = division.plan.stages[number], division.unit
    if stage.key is None:
        yield from _given(division, stage)
        return
    names = [division.plan.participants[slot] for slot in stage.slots]
    weights = [layout.weight_of(stage, name) for name in names]
    total = sum(weights)
    in_digits = layout.form_of(stage) == "digits"
    shared: list[Values] = [{"weight": weight, "sum_of_weights": total, "share": weight / total} for weight in weights]
    steps = list(steps_of(division, stage))
    if not steps:
        yield from (values | _UNKNOWN for values in shared)
        return
    if stage.amounts is not None:
        yield from _of_batch(division, stage, shared, in_digits=in_digits)
        return
    remainders = [int(step.remainder * total) for step in steps]
    ranks = _ranks(method_of(layout.settings.rounding.method).ranked_by(weights, remainders))
    for values, step, weight, remainder, rank in zip(shared, steps, weights, remainders, ranks, strict=True):
        rounded_down = int(abs(step.exact) // unit)
        unrounded = step.whole // unit * weight / total
        yield values | {
            "to_divide": step.whole // unit,
            "unrounded": unrounded / 100 if unit == 1 else unrounded * (unit // 100),
            "rounded_down": rounded_down,
            "remainder": remainder,
            **(digit_values(abs(step.whole) // unit, weight, total) if in_digits else {}),
            "rank": rank,
            "units": step.part // unit,
            "amount": euros(step.part),
            "shifted_cent": (step.part // unit - (-rounded_down if step.whole < 0 else rounded_down)) * unit,
        }


def _of_batch(division: Division, stage: Stage, shared: Sequence[Values], *, in_digits: bool) -> Iterator[Values]:
    """Yield the values of each row of a stage whose key holds amounts; `to_divide` is what is left to divide.

    Parts within bounds have no remainder and no rank: these are values.
    """
    unit, rest = division.unit, (division.shared(stage) or 0) // division.unit
    weights = [int(values["weight"]) for values in shared]
    total = sum(weights)
    remainders = [rest * weight % total for weight in weights]
    bounded = stage.amounts is not None and stage.amounts.bounded
    for slot, values, weight, remainder, rank in zip(
        stage.slots, shared, weights, remainders, _ranks(remainders), strict=True
    ):
        by_step: Values = {
            name: division.by_step[name][slot] // unit for name in STEP_COLUMNS if name in stage.part_steps
        }
        units, rounded_down = division.parts[slot] // unit, rest * weight // total
        unrounded = rest * weight / total
        given = division.by_step["share"][slot] // unit
        yield (
            values
            | by_step
            | {
                "to_divide": rest,
                "unrounded": unrounded / 100 if unit == 1 else unrounded * (unit // 100),
                "rounded_down": rounded_down,
                "remainder": "" if bounded else remainder,
                **(digit_values(rest, weight, total) if in_digits else {}),
                "rank": "" if bounded else rank,
                "units": units,
                "amount": euros(units * unit),
                "shifted_cent": (given - rounded_down) * unit,
            }
        )


_WITHOUT_KEY: Values = {"weight": "", "sum_of_weights": "", "share": "", "remainder": "", "rank": ""}
"""The values of a row that a key does not divide."""


def _given(division: Division, stage: Stage) -> Iterator[Values]:
    """Yield the values of each row of a stage without a key."""
    unit = division.unit
    steps = list(steps_of(division, stage))
    for step in steps:
        rounded_down = int(abs(step.exact) // unit)
        yield _WITHOUT_KEY | {
            "to_divide": step.whole // unit,
            "unrounded": float(step.exact / 100),
            "rounded_down": rounded_down,
            "units": step.part // unit,
            "amount": euros(step.part),
            "shifted_cent": (step.part // unit - (-rounded_down if step.exact < 0 else rounded_down)) * unit,
        }
    if not steps:
        yield from (_UNKNOWN | _WITHOUT_KEY for _ in stage.slots)


def _ranks(values: Sequence[int]) -> list[int]:
    """Return the rank of each value, from 1: larger values first, equal values in order."""
    order = sorted(range(len(values)), key=lambda position: -values[position])
    ranks = {position: rank for rank, position in enumerate(order, 1)}
    return [ranks[position] for position in range(len(values))]
