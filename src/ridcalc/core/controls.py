"""Controls: published figures held against what was calculated. Which figure is published is data, not code."""

from collections.abc import Iterator, Sequence

from ridcalc.core.amounts import dated_amounts
from ridcalc.core.apportion import nearest
from ridcalc.core.fields import NATURES, NatureName
from ridcalc.core.model import Case, Control
from ridcalc.core.result import ControlResult, Division, GrandTotals, Status, Totals
from ridcalc.core.tree import Tree


def hold_controls(
    case: Case,
    tree: Tree,
    divisions: Sequence[Division],
    totals: Totals,
    grand_totals: GrandTotals,
) -> Iterator[ControlResult]:
    """Yield the outcome of every control of the budget; amounts in cents.

    A control is met when the difference is 0 or, with `rounded_to`, when the actual rounded to it (halves away from
    zero) equals the expected. A PM post within its reach makes it incomplete, neither met nor missed.
    """
    for name, control in case.budget.controls.items():
        natures = (control.nature,) if control.nature else NATURES
        pm = tuple(_unknown(control, tree, natures, divisions))
        if control.measure is not None:
            actual = _of_measure(case, control, tree, natures, divisions)
        elif control.participant is not None:
            actual = sum(totals[control.participant, control.year, nature].amount for nature in natures)
        else:
            actual = sum(grand_totals[control.year, nature].amount for nature in natures)
        status = "incomplete" if pm else _status(control, actual)
        yield ControlResult(name, control, control.amount, actual, actual - control.amount, status, pm)


def _status(control: Control, actual: int) -> Status:
    held = nearest(actual, control.rounded_to) if control.rounded_to else actual
    return "met" if control.amount in {actual, held} else "missed"


def _unknown(
    control: Control, tree: Tree, natures: Sequence[NatureName], divisions: Sequence[Division]
) -> Iterator[str]:
    """Yield, once each, the PM measures that the control's figure leaves out."""
    seen = set()
    for division in divisions:
        if (
            division.amount is None
            and division.measure is not None
            and division.period.year == control.year
            and division.nature in natures
            and control.measure in {None, division.measure}
            and division.measure not in seen
            and (control.participant is None or division.plan.slots_of(control.participant, tree))
        ):
            seen.add(division.measure)
            yield division.measure


def _of_measure(
    case: Case, control: Control, tree: Tree, natures: Sequence[NatureName], divisions: Sequence[Division]
) -> int:
    measure = case.measures.get(str(control.measure))
    if measure is None or measure.nature not in natures:
        return 0
    if control.participant is None:  # the measure's own amounts, whatever the level they are rounded at
        unit = case.budget.settings.rounding.unit
        return sum(cents or 0 for period, cents in dated_amounts(measure, unit) if period.year == control.year)
    return sum(
        division.parts[slot]
        for division in divisions
        if division.parts and division.measure == control.measure and division.period.year == control.year
        for slot in division.plan.slots_of(control.participant, tree)
    )
