"""What a kind of key is: a record of functions, each with a definition of that kind as its first argument."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.budget.model import Budget, Definition, Named
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.plans import Version, Weights
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Message

Numbers = Mapping[str, Fraction]
"""Participant → number; the weights are in the same proportion."""


class Resolved(NamedTuple):
    """What the numbers of a definition come from: its version, the keys that it is made of, and the drivers."""

    version: Version
    parts: Sequence[tuple[Fraction, Weights]]
    """The share and the weights of each key that it is made of."""
    counts: Counts


class Fact(NamedTuple):
    """A line that explains a key, and the object whose source and assumption stand below it."""

    label: Message
    origin: Named


WeightCells = Literal["inputs", "results"]

NameOf = Callable[[str], Message | str]
"""What a participant is called."""


def no_keys(_: Definition) -> dict[str, Fraction]:
    """Return nothing: the kind is not made of other keys."""
    return {}


def no_driver(definition: Definition, key: str, period: Period, budget: Budget) -> tuple[None, None]:  # noqa: ARG001
    """Return nothing: the kind counts nothing."""
    return None, None


class Kind(NamedTuple):
    """A kind of key."""

    names: Callable[[Definition], Iterable[str]]
    """The participants that a definition names itself."""
    numbers: Callable[[Definition, Resolved], Numbers]
    """The numbers in force; raises Refused where there are none, or only zeros."""
    written: Callable[[Definition, Numbers], Numbers | None]
    """The numbers as a reader recognises them, from those of its driver if it has one; None: in lowest terms."""
    made_of: Callable[[Definition], Mapping[str, Fraction]] = no_keys
    """Key → share: the keys that a definition is made of."""
    counted: Callable[[Definition, str, Period, Budget], tuple[str | None, int | None]] = no_driver
    """The driver and its reference year in a period; raises Refused where there is none."""
    rests_on: Callable[[Definition, Resolved, Budget], bool] = lambda *_: False
    """Whether something below the key is assumed."""
    explain: Callable[[Version, Budget, Numbers, NameOf], Fact | None] = lambda *_: None
    """What is to be said of a version beside its source: the numbers are those of its driver."""
    label: Callable[[Version, Budget], Message | None] = lambda *_: None
    """What the foot calls a version of the key; None: by its name and start."""
    part_steps: tuple[PartStepName, ...] = ("share",)
    """The steps by which the key gives parts, in order."""
    steady: bool = False
    """Whether the numbers are the same in every year."""
    cells: WeightCells = "inputs"
    """What the weights are in a workbook: inputs, or the results of other weights, which they do not follow there."""
