"""Controls: published figures compared with the calculation. The published figures are data, not code."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ridcalc.core.allocation.result import ControlResult, Division, GrandTotals, Status, Totals
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.model import Case, Control
from ridcalc.core.budget.types import NATURES, LevelName, NatureName

DividedAt = Callable[[LevelName], Iterable[Division]]
"""Takes a rounding level and returns the divisions of the case's amounts at that level."""


def control_results(
    case: Case, divided_at: DividedAt, totals: Totals, grand_totals: GrandTotals
) -> Iterator[ControlResult]:
    """Yield the result of every control of the budget, in cents.

    A control is met if the calculated amount equals the published amount. With `rounded_to` it is also met if the
    calculated amount, rounded to that unit (halves away from zero), does. If the figure leaves out a PM post, the
    control is incomplete: neither met nor missed.

    Args:
        case: The case of the totals.
        divided_at: Returns the divisions of the case at a rounding level.
        totals: The totals per participant, year and nature.
        grand_totals: The totals of all participants together, per year and nature.
    """
    unknown = _Unknown(divided_at(case.budget.settings.rounding.level))
    divisions_of: dict[str, list[Division]] = {}
    if any(control.measure is not None for control in case.budget.controls.values()):
        divisions_of = _by_measure(divided_at("measure"))
    for name, control in case.budget.controls.items():
        natures = (control.nature,) if control.nature else NATURES
        pm = unknown.left_out(control)
        if control.measure is not None:
            actual = _amount_of_measure(control, natures, divisions_of.get(control.measure, []))
        elif control.participant is not None:
            actual = sum(totals[control.participant, control.year, nature].amount for nature in natures)
        else:
            actual = sum(grand_totals[control.year, nature].amount for nature in natures)
        status = "incomplete" if pm else _status(control, actual)
        yield ControlResult(name, control, control.amount, actual, actual - control.amount, status, pm)


def _status(control: Control, actual: int) -> Status:
    """Return whether a control is met by the calculated cents, or by these cents rounded to its unit."""
    rounded = nearest(actual, control.rounded_to) if control.rounded_to else actual
    return "met" if control.amount in {actual, rounded} else "missed"


class _Unknown:
    """The PM measures that figures leave out, looked up once for all controls of the same figure."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._of_year: dict[int, list[Division]] = {}
        self._of_measure: dict[str, list[Division]] = {}
        self._left_out: dict[tuple[object, ...], tuple[str, ...]] = {}
        for division in divisions:
            if division.amount is None and division.measure is not None:  # a batch has no PM
                self._of_year.setdefault(division.period.year, []).append(division)
                self._of_measure.setdefault(division.measure, []).append(division)

    def left_out(self, control: Control) -> tuple[str, ...]:
        """Return the PM measures that the figure of a control leaves out, each once."""
        figure = (control.year, control.measure, control.nature, control.participant)
        if figure not in self._left_out:
            if control.measure is not None:
                divisions = self._of_measure.get(control.measure, [])
            else:
                divisions = self._of_year.get(control.year, [])
            self._left_out[figure] = tuple(dict.fromkeys(_measures_of_figure(control, divisions)))
        return self._left_out[figure]


def _measures_of_figure(control: Control, divisions: Sequence[Division]) -> Iterator[str]:
    """Yield the measure of each division with the control's year, nature and participant."""
    for division in divisions:
        if (
            division.measure is not None
            and division.period.year == control.year
            and control.nature in {None, division.nature}
            and (control.participant is None or control.participant in division.plan.slots)
        ):
            yield division.measure


def _by_measure(divisions: Iterable[Division]) -> dict[str, list[Division]]:
    """Return measure → its divisions, also those of its batches; `divisions` are those at level `measure`."""
    divisions_of: dict[str, list[Division]] = {}
    for division in divisions:
        for measure in division.measures:
            divisions_of.setdefault(measure, []).append(division)
    return divisions_of


def _amount_of_measure(control: Control, natures: Sequence[NatureName], divisions: Sequence[Division]) -> int:
    """Return the cents of a control's measure in its year: the participant's part, or the whole if it names none."""
    amount = 0
    for division in divisions:
        if division.period.year == control.year and division.nature in natures and division.amount is not None:
            if control.participant is None:
                amount += sum(one.cents or 0 for one in division.amounts if one.measure == control.measure)
            else:
                amount += division.part_of(control.participant)
    return amount
