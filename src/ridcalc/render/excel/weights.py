"""Rows of the sheet Keys as values: the weights of key versions, and of the keys that blends are calculated from."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, plans_of
from ridcalc.core.keys.display_weights import Blended, DisplayWeights, Shown, Versions
from ridcalc.render.excel.rows import FIRST_ROW, WRITTEN_BELOW

MOST_BLENDED = 200
"""The keys of a blend in a formula; a function accepts 255 arguments."""

WeightForm = Literal["input", "formula", "value"]
"""What a weight is: an input, a formula of other weights (a blend), or a value that no change may reach."""


class WeightRow(NamedTuple):
    """A participant's weight, a whole number, in a key version."""

    versions: Versions
    """The key version, and for a blend the versions that it blends."""
    participant: str
    weight: int
    total: int
    """The sum of the weights of the key version."""
    first: int
    """The first row of the key version."""
    last: int
    """The last row of the key version."""
    form: WeightForm
    blended: tuple[Blended, ...]
    """The keys whose weights the formula refers to; empty without a formula."""

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet divides exactly by the weights of the key version."""
        return self.total < WRITTEN_BELOW


def weight_rows(allocation: Allocation, divisions: Sequence[Division]) -> Iterator[WeightRow]:
    """Yield the rows of the sheet Keys: the weights of every key version in use, participant by participant."""
    display = DisplayWeights(allocation.case.budget, allocation.driver_values, WRITTEN_BELOW)
    used = dict.fromkeys(stage.versions for plan in plans_of(divisions) for stage in plan.stages)
    for versions in used:
        display.of(versions)
    shown = {versions: display.shown[versions] for versions in _needed(used, display.shown)}
    fixed = {version for versions, one in shown.items() if not _followed(one) for version in versions[1:]}
    first = FIRST_ROW
    for versions, one in shown.items():
        form = _form(one, blend=len(versions) > 1, fixed=versions[0] in fixed)
        last = first + len(one.weights) - 1
        for name, weight in one.weights.items():
            blended = one.blended if form == "formula" else ()
            yield WeightRow(versions, name, weight, one.total, first, last, form, blended)
        first = last + 1


def _needed(used: Iterable[Versions], shown: dict[Versions, Shown]) -> list[Versions]:
    """Return the key versions in use and those that their formulas refer to, which come first."""
    needed = set(used)
    waiting = list(needed)
    while waiting:
        one = shown[waiting.pop()]
        below = {part.versions for part in one.blended if _followed(one)} - needed
        needed |= below
        waiting.extend(below)
    return [versions for versions in shown if versions in needed]


def _followed(shown: Shown) -> bool:
    """Return whether the weights of a blend are a formula of the weights that it blends."""
    return 0 < len(shown.blended) <= MOST_BLENDED


def _form(shown: Shown, *, blend: bool, fixed: bool) -> WeightForm:
    """Return what the weights of a key version are; `fixed` says that a blend on the sheet does not follow them."""
    if blend:
        return "formula" if _followed(shown) else "value"
    return "value" if fixed or shown.total >= WRITTEN_BELOW else "input"
