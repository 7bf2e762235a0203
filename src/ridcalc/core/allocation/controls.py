"""Controls: published figures held against what was calculated. Which figure is published is data, not code."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ridcalc.core.allocation.result import ControlResult, Division, GrandTotals, Status, Totals
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.model import Case, Control
from ridcalc.core.budget.types import NATURES, LevelName, NatureName

DividedAt = Callable[[LevelName], Iterable[Division]]
"""The divisions of a case's amounts, rounded at a level."""


def hold_controls(
    case: Case, divided_at: DividedAt, totals: Totals, grand_totals: GrandTotals
) -> Iterator[ControlResult]:
    """Yield the outcome of every control of the budget; amounts in cents. `divided_at` gives the divisions at a level.

    A control is met when the difference is 0 or, with `rounded_to`, when the actual rounded to it (halves away from
    zero) equals the expected. A PM post within its reach makes it incomplete, neither met nor missed.
    """
    unknown = _Unknown(divided_at(case.budget.settings.rounding.level))
    of_measures: dict[str, list[Division]] = {}
    if any(control.measure is not None for control in case.budget.controls.values()):
        of_measures = _of_measures(divided_at("measure"))
    for name, control in case.budget.controls.items():
        natures = (control.nature,) if control.nature else NATURES
        pm = unknown.within(control)
        if control.measure is not None:
            actual = _of_measure(control, natures, of_measures.get(control.measure, []))
        elif control.participant is not None:
            actual = sum(totals[control.participant, control.year, nature].amount for nature in natures)
        else:
            actual = sum(grand_totals[control.year, nature].amount for nature in natures)
        status = "incomplete" if pm else _status(control, actual)
        yield ControlResult(name, control, control.amount, actual, actual - control.amount, status, pm)


def _status(control: Control, actual: int) -> Status:
    held = nearest(actual, control.rounded_to) if control.rounded_to else actual
    return "met" if control.amount in {actual, held} else "missed"


class _Unknown:
    """The PM measures that figures leave out; looked up once for all controls of the same figure."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._of_year: dict[int, list[Division]] = {}
        self._of_measure: dict[str, list[Division]] = {}
        self._found: dict[tuple[object, ...], tuple[str, ...]] = {}
        for division in divisions:
            if division.amount is None and division.measure is not None:  # a batch has no PM
                self._of_year.setdefault(division.period.year, []).append(division)
                self._of_measure.setdefault(division.measure, []).append(division)

    def within(self, control: Control) -> tuple[str, ...]:
        """Return the PM measures within a control's reach, once each."""
        figure = (control.year, control.measure, control.nature, control.participant)
        if figure not in self._found:
            if control.measure is not None:
                divisions = self._of_measure.get(control.measure, [])
            else:
                divisions = self._of_year.get(control.year, [])
            self._found[figure] = tuple(dict.fromkeys(_reached(control, divisions)))
        return self._found[figure]


def _reached(control: Control, divisions: Sequence[Division]) -> Iterator[str]:
    for division in divisions:
        if (
            division.measure is not None
            and division.period.year == control.year
            and control.nature in {None, division.nature}
            and (control.participant is None or control.participant in division.plan.slots)
        ):
            yield division.measure


def _of_measures(divisions: Iterable[Division]) -> dict[str, list[Division]]:
    """Return the divisions of each measure, divided by itself."""
    found: dict[str, list[Division]] = {}
    for division in divisions:
        found.setdefault(str(division.measure), []).append(division)
    return found


def _of_measure(control: Control, natures: Sequence[NatureName], divisions: Sequence[Division]) -> int:
    """Return what a control's participant, or all together, have of its measure in its year."""
    amount = 0
    for division in divisions:
        if division.period.year == control.year and division.nature in natures and division.amount is not None:
            if control.participant is None:
                amount += division.amount
            else:
                amount += division.part_of(control.participant)
    return amount
