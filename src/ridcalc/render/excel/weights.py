"""Rows of the sheet Keys as values: the weights of key versions, and of the keys that blends are calculated from."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, plans_of
from ridcalc.core.keys.display_weights import Blended, DisplayWeights, Shown, Versions
from ridcalc.core.keys.plans import Version
from ridcalc.render.excel.rows import FIRST_ROW, WRITTEN_BELOW

MOST_BLENDED = 200
"""The keys of a blend in a formula, which has 8,192 characters at most."""

MOST_A_ROW = 3
"""The keys of a blend whose sums one formula adds to the common multiple; each triples the formula."""
GCD_BELOW = 10**10
"""The numbers that the function GCD accepts in every spreadsheet are below this."""

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
    def keys_a_row(self) -> int:
        """The keys of a blend whose sums one row adds to the common multiple."""
        rows = self.last - self.first + 1
        return -(-len(self.blended) // rows)

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet divides exactly by the weights of the key version."""
        return self.total < WRITTEN_BELOW


def weight_rows(allocation: Allocation, divisions: Sequence[Division]) -> Iterator[WeightRow]:
    """Yield the rows of the sheet Keys: the weights of every key version in use, participant by participant."""
    display = DisplayWeights(allocation.case.budget, allocation.driver_values, WRITTEN_BELOW)
    stages = (stage for plan in plans_of(divisions) for stage in plan.stages)
    used = dict.fromkeys(stage.versions for stage in stages if stage.key is not None)
    for versions in used:
        display.of(versions)
    bounded = _bounded(divisions)
    followed = {
        versions
        for versions in used
        if versions not in bounded and _is_followed(display.shown[versions], display.shown)
    }
    needed = {*used, *(part.versions for versions in followed for part in display.shown[versions].blended)}
    shown = {versions: weights for versions, weights in display.shown.items() if versions in needed}
    fixed = {version for versions in used if versions not in followed for version in versions[1:]}
    fixed |= {versions[0] for versions in bounded}
    first = FIRST_ROW
    for versions, weights in shown.items():
        form = _form(weights, versions, followed, fixed)
        last = first + len(weights.weights) - 1
        for name, weight in weights.weights.items():
            blended = weights.blended if form == "formula" else ()
            yield WeightRow(versions, name, weight, weights.total, first, last, form, blended)
        first = last + 1


def _bounded(divisions: Sequence[Division]) -> set[Versions]:
    """Return the key versions with bounds: a change of their weights would move parts that are values."""
    stages = (stage for plan in plans_of(divisions) for stage in plan.stages)
    return {stage.versions for stage in stages if stage.amounts is not None and stage.amounts.bounded}


def _is_followed(blend: Shown, shown: Mapping[Versions, Shown]) -> bool:
    """Return whether the weights of a blend are a formula of the weights that it blends."""
    totals = [shown[part.versions].total for part in blend.blended]
    most = min(MOST_BLENDED, MOST_A_ROW * len(blend.weights))
    return 0 < len(totals) <= most and max(totals) < GCD_BELOW


def _form(shown: Shown, versions: Versions, followed: AbstractSet[Versions], fixed: AbstractSet[Version]) -> WeightForm:
    """Return what the weights of a key version are; `fixed` are the keys of blends that no formula follows."""
    if len(versions) > 1:
        return "formula" if versions in followed else "value"
    return "value" if versions[0] in fixed or shown.total >= WRITTEN_BELOW else "input"
