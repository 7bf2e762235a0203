"""Controls: published figures held against what was calculated. Which figure is published is data, not code."""

from collections.abc import Iterator, Sequence

from ridcalc.core.apportion import nearest
from ridcalc.core.divide import amounts_of, divide
from ridcalc.core.fields import NATURES, NatureName
from ridcalc.core.keys import KeyBook
from ridcalc.core.model import Case, Control
from ridcalc.core.result import ControlResult, Division, GrandTotals, Status, Totals
from ridcalc.core.tree import Tree


def hold_controls(
    case: Case, book: KeyBook, divisions: Sequence[Division], totals: Totals, grand_totals: GrandTotals
) -> Iterator[ControlResult]:
    """Yield the outcome of every control of the budget; amounts in cents.

    A control is met when the difference is 0 or, with `rounded_to`, when the actual rounded to it (halves away from
    zero) equals the expected. A PM post within its reach makes it incomplete, neither met nor missed.
    """
    tree = book.tree
    for name, control in case.budget.controls.items():
        natures = (control.nature,) if control.nature else NATURES
        pm = tuple(_unknown(control, tree, natures, divisions))
        if control.measure is not None:
            actual = _of_measure(case, control, natures, _of_measures(case, book, control, divisions))
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


def _of_measures(case: Case, book: KeyBook, control: Control, divisions: Sequence[Division]) -> dict[int, int]:
    """Return by year what a control's participant has of its measure, divided by itself whatever the level."""
    rounding = case.budget.settings.rounding
    if rounding.level == "total":
        divisions = tuple(divide(amounts_of(case, book), rounding.model_copy(update={"level": "measure"})))
    parts: dict[int, int] = {}
    for division in divisions:
        if division.parts and division.measure == control.measure:
            slots = division.plan.slots_of(control.participant, book.tree) if control.participant else []
            part = sum(division.parts[slot] for slot in slots) if control.participant else division.amount or 0
            parts[division.period.year] = parts.get(division.period.year, 0) + part
    return parts


def _of_measure(case: Case, control: Control, natures: Sequence[NatureName], parts: dict[int, int]) -> int:
    measure = case.measures.get(str(control.measure))
    return parts.get(control.year, 0) if measure is not None and measure.nature in natures else 0
