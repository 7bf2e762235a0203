"""The record that describes a kind of key: functions of a definition of that kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.objects import Named
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.plans import Version, Weights
from ridcalc.core.values.problems import Message

Numbers = Mapping[str, Fraction]
"""Participant → exact number. The weights are in proportion to these numbers."""


class Resolved(NamedTuple):
    """What a kind needs to calculate the numbers of a definition."""

    version: Version
    parts: Sequence[tuple[Fraction, Weights]]
    """The share and the weights of each key that the definition blends."""
    counts: Counts


class Fact(NamedTuple):
    """A line that explains a key, and the object whose source and assumption are shown below the line."""

    label: Message
    origin: Named


NameOf = Callable[[str], Message | str]
"""Takes the id of a participant and returns the name to show."""


def no_keys(*_: object) -> dict[str, Fraction]:
    """Return an empty dict: the kind does not blend other keys."""
    return {}


def no_driver(*_: object) -> tuple[None, None]:
    """Return (None, None): the kind has no driver and no reference year."""
    return None, None


class Kind(NamedTuple):
    """A kind of key: how a definition of that kind is resolved, shown and explained."""

    names: Callable[[Definition], Iterable[str]]
    """Definition → the participants that it names itself, not through other keys."""
    numbers: Callable[[Definition, Resolved], Numbers]
    """Definition → its numbers per participant. Raises InvalidValueError if a value is missing or all are zero."""
    display_numbers: Callable[[Definition, Numbers], Numbers]
    """Definition and units of its driver (if any) → the numbers to show; empty for a kind that blends other keys.

    They are in the same proportions as `numbers`: the workbook divides by them.
    """
    keys: Callable[[Definition], Iterable[str]] = no_keys
    """Definition → all keys that it blends, in any year."""
    made_of: Callable[[Definition, int | None], Mapping[str, Fraction]] = no_keys
    """Definition and year → the keys that it blends in that year, with the share of each."""
    changes: Callable[[Definition], Iterable[int]] = lambda _: ()
    """Definition → the years from which it blends its keys otherwise."""
    counted: Callable[[Definition, str, int, Counts], tuple[str | None, int | None]] = no_driver
    """Definition, key id, year of the amount and counts → the driver and its reference year; (None, None) without one.

    Raises InvalidValueError if the driver has no usable reference year.
    """
    rests_on: Callable[[Definition, Resolved, Budget], bool] = lambda *_: False
    """Whether the driver or a blended key rests on an assumption."""
    explain: Callable[[Version, Budget, Numbers, str, NameOf], Fact | None] = lambda *_: None
    """Version, budget, units of its driver, participant, names → the line beside its source; None: no line."""
    label: Callable[[Version, Budget], Message | None] = lambda *_: None
    """Version and budget → the name of the version in the foot of a table; None: the name of the key and its start."""
    part_steps: tuple[PartStepName, ...] = ("share",)
    """The steps by which a stage with the key gives parts, in order."""
    steady: bool = False
    """Whether the numbers of a definition are the same in every year."""
