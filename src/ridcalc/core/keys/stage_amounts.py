"""The amounts that a key holds for a year: what it takes first, bases and bounds of those who share the rest.

Amounts are in cents; those that follow from a count or a part are exact, and are rounded where they are divided.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, assert_never

from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.arithmetic.bounded import Term
from ridcalc.core.budget.model import Definition
from ridcalc.core.budget.types import PartStepName, TakenName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.problems import InvalidValueError, Path, SeveralRefusalsError, UnavailableError, say

if TYPE_CHECKING:
    from ridcalc.core.budget.key_amounts import KeyTariff


class Taken(NamedTuple):
    """The amount that a participant pays before the rest is divided."""

    step: TakenName
    exact: Fraction
    """The cents before rounding."""

    def rounded(self, unit: int) -> int:
        """Return the cents, a multiple of `unit`."""
        return nearest_to(self.exact, unit)


class StageAmounts(NamedTuple):
    """The amounts of a key in a year, for the participants of its stage in declared order."""

    year: int
    path: Path
    """The path of the definition with the amounts."""
    taken: tuple[Taken | None, ...]
    """What is taken first; None: the participant shares the rest."""
    bases: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int | None, ...]
    """The largest part; None: there is none."""

    @property
    def bounded(self) -> bool:
        """Whether a part has a minimum or a maximum."""
        return any(self.least) or any(most is not None for most in self.most)

    @property
    def sharing(self) -> tuple[int, ...]:
        """The positions of the participants that share the rest."""
        return tuple(position for position, taken in enumerate(self.taken) if taken is None)

    def terms(self, weights: tuple[int, ...], unit: int) -> list[Term]:
        """Return the terms of those who share the rest, in units of `unit` cents; `weights` are those of the stage."""
        return [
            Term(
                weights[position],
                self.bases[position] // unit,
                self.least[position] // unit,
                None if (most := self.most[position]) is None else most // unit,
            )
            for position in self.sharing
        ]


def part_steps_of(definition: Definition) -> tuple[PartStepName, ...]:
    """Return the steps by which a definition with amounts divides a batch, in order."""
    first: tuple[PartStepName, ...] = tuple(step for step, names in definition.taken.items() if names)
    base: tuple[PartStepName, ...] = () if definition.base is None else ("base",)
    bounds: tuple[PartStepName, ...] = ("bounds",) if definition.minimum or definition.maximum else ()
    return (*first, *base, "share", *bounds)


class Held(NamedTuple):
    """A definition with amounts, in a year."""

    definition: Definition
    path: Path
    year: int
    counts: Counts

    def amounts(self, names: Iterable[str]) -> StageAmounts:
        """Return the amounts of the year; `names` are the participants of the key in declared order.

        Raises:
            SeveralRefusalsError: a leaver's path begins later, or a driver lacks a count.
        """
        refusals: list[InvalidValueError] = []
        taken: dict[str, Taken] = {}
        for step, participants in self.definition.taken.items():
            for name in participants:
                try:
                    taken[name] = Taken(step, self._exact(step, name))
                except InvalidValueError as refusal:
                    refusals += refusal.all
        if refusals:
            raise SeveralRefusalsError(refusals)
        ordered = tuple(names)
        least, most = self.definition.minimum or {}, self.definition.maximum or {}
        return StageAmounts(
            self.year,
            self.path,
            tuple(taken.get(name) for name in ordered),
            tuple(0 if name in taken else self._base(name) for name in ordered),
            tuple(least.get(name, 0) for name in ordered),
            tuple(most.get(name) for name in ordered),
        )

    def taken(self) -> Iterator[tuple[str, Taken]]:
        """Yield each participant with what is taken first; none of whom that cannot be calculated."""
        for step, participants in self.definition.taken.items():
            for name in participants:
                try:
                    yield name, Taken(step, self._exact(step, name))
                except InvalidValueError:
                    continue

    def _base(self, name: str) -> int:
        """Return the cents of a participant's base."""
        base = self.definition.base
        return base.get(name, 0) if isinstance(base, dict) else base or 0

    def _exact(self, step: TakenName, name: str) -> Fraction:
        """Return the exact cents that a step takes of a participant."""
        match step:
            case "fixed":
                return Fraction((self.definition.fixed or {})[name])
            case "tariff":
                tariff = (self.definition.tariff or {})[name]
                return tariff_units(tariff, name, self.year, self.counts) * tariff.price * tariff.factor * 100
            case "leaves":
                leaving = (self.definition.leaves or {})[name]
                first = min(leaving.path)
                if self.year < first:
                    raise _too_early(name, self, first)
                return leaving.last * leaving.path.get(self.year, Fraction(0))
            case _:
                assert_never(step)


def tariff_units(tariff: "KeyTariff", name: str, year: int, counts: Counts) -> Fraction:
    """Return the units of a participant's tariff in a year.

    Raises:
        SeveralRefusalsError: the driver has no reference year that is early enough, or no count for the participant.
        UnavailableError: the driver has no values; the checks report that.
    """
    if tariff.driver is None or tariff.quantity is not None:  # both is a problem that the checks report
        return tariff.quantity or Fraction(0)
    path: Path = ("drivers", tariff.driver, "values")
    try:
        reference_year = counts.reference_year(tariff.driver, year)
        return counts.of_all(tariff.driver, reference_year, (name,), year)[name]
    except UnavailableError:
        raise
    except InvalidValueError as refusal:
        hint = say("add the count, or write the number under quantity of the tariff")
        refused = [InvalidValueError(one.code, one.message, hint, one.path or path) for one in refusal.all]
        raise SeveralRefusalsError(refused) from None


def _too_early(name: str, held: Held, first: int) -> InvalidValueError:
    """Return the refusal of a leaver in a year before the first of its path."""
    return InvalidValueError(
        "leaves-too-early",
        say(
            "the key divides an amount of {years}, before '{participant}' leaves: its path begins in {first}",
            years=(str(held.year),),
            participant=name,
            first=str(first),
        ),
        say("let the path begin earlier, or let it leave in a version of the key from {first}", first=str(first)),
        (*held.path, "leaves", name),
    )
