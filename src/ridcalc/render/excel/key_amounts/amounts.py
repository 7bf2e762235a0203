"""The amounts of keys as inputs, and what each participant has of them in a year: their product, rounded once."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.budget.key_amounts import KeyTariff, Leaving
from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.types import TAKEN, PartStepName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.stage_amounts import StageAmounts, tariff_units
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Style
from ridcalc.render.excel.composition.inputs import COUNT_SCALE, RATE_SCALE, Input, Inputs, scale_for
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import EXACT_BELOW


class KeyAmount(NamedTuple):
    """An amount of a key, or a number that an amount follows from."""

    input: Input
    since: str
    """The start of the key's version; empty: the key has none."""
    participant: str
    """The id of the participant; empty: each participant has the amount."""
    unit: Message | str
    """What the number counts."""


class Had(NamedTuple):
    """What a participant has of a key in a year: the product of one to three inputs."""

    key: str
    year: int
    participant: str
    step: PartStepName
    sources: tuple[int, ...]
    """The positions of the inputs, from 1."""
    numbers: tuple[int, ...]
    """The inputs as whole numbers."""
    over: int
    """The number by which the product is divided, so that it is in units of rounding."""

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet calculates the product exactly."""
        return prod(self.numbers) < EXACT_BELOW and self.over < EXACT_BELOW

    @property
    def units(self) -> int:
        """The product in units of rounding, rounded to the nearest, halves up; no number is negative."""
        return int(Fraction(prod(self.numbers), self.over) + Fraction(1, 2))


_STEPS: tuple[PartStepName, ...] = (*TAKEN, "base")


class KeyAmounts:
    """The amounts of all keys that divide a batch. Positions count from 1."""

    def __init__(self, allocation: Allocation, divisions: Sequence[Division], unit: int) -> None:
        """Take the amounts of the keys by which `divisions` are divided; `unit` is the unit of rounding, in cents."""
        self.rows: list[KeyAmount] = []
        self.had: list[Had] = []
        self._inputs = Inputs()
        self._positions: dict[tuple[object, int, str], int] = {}
        self._values: set[int] = set()
        of_keys: dict[object, list[Division]] = {}
        for division in divisions:
            if (amounts := division.plan.stages[0].amounts) is not None:
                of_keys.setdefault(amounts.path, []).append(division)
        counts = Counts(allocation.case.budget, allocation.tree)
        for of_key in of_keys.values():
            self._add_key(_OneKey(allocation.case.budget, counts, unit, of_key))

    def position(self, amounts: StageAmounts, participant: str) -> int:
        """Return the position of what a participant has of a key in a year; 0: it has nothing of it."""
        return self._positions.get((amounts.path, amounts.year, participant), 0)

    def is_value(self, position: int) -> bool:
        """Return whether the input at a position is a value: of a key with bounds, or of too large a product."""
        return position in self._values or not self.rows[position - 1].input.exact

    def had_as_value(self, position: int) -> bool:
        """Return whether what a participant has is a value, as one of its inputs is."""
        return any(map(self.is_value, self.had[position - 1].sources))

    def _add_key(self, key: "_OneKey") -> None:
        """Add the amounts of a key, or of a version of it, in the years of its batches."""
        first = len(self.rows) + 1
        for step in _STEPS:
            for name in key.names:
                added = [had for year in key.years if (had := self._had(key, step, name, year)) is not None]
                if not all(had.exact for had in added):
                    self._values.update(position for had in added for position in had.sources)
        for row in key.bounds():
            self._add(row)
        if key.amounts.bounded:
            self._values.update(range(first, len(self.rows) + 1))

    def _had(self, key: "_OneKey", step: PartStepName, name: str, year: int) -> Had | None:
        """Add what a participant has in a year by a step, and return it; None: it has nothing by that step."""
        rows = key.inputs(step, name, year)
        if not rows:
            return None
        sources = tuple(map(self._add, rows))
        numbers = tuple(row.input.whole or 0 for row in rows)
        over = int(prod(row.input.scale for row in rows) * key.unit / 100)
        had = Had(key.id, year, name, step, sources, numbers, over)
        self.had.append(had)
        self._positions[key.amounts.path, year, name] = len(self.had)
        return had

    def _add(self, row: KeyAmount) -> int:
        """Add an input, and return its position; an input that is there already is not added again."""
        position = self._inputs.add(row.input)
        if position > len(self.rows):
            self.rows.append(row)
        return position


@lru_cache(maxsize=2)
def key_amounts(layout: Layout) -> KeyAmounts:
    """Return the amounts of the keys in a workbook."""
    return KeyAmounts(layout.allocation, layout.divisions, layout.unit)


_NUMBER: Style = "input_number"


class _OneKey:
    """A key that holds amounts, or a version of it, with the years of its batches."""

    def __init__(self, budget: Budget, counts: Counts, unit: int, divisions: Sequence[Division]) -> None:
        """Take the divisions of the key; `unit` is the unit of rounding, in cents."""
        self._budget, self._counts, self.unit, self._divisions = budget, counts, unit, divisions
        self._stage = divisions[0].plan.stages[0]
        self._version = self._stage.versions[0]
        self.id = self._version.key
        self.definition: Definition = definition_of(budget.keys[self.id], self._version)
        self.years = sorted({division.period.year for division in divisions})

    @cached_property
    def amounts(self) -> StageAmounts:
        """The amounts of the key in the first year.

        Raises:
            TypeError: the key holds none.
        """
        if self._stage.amounts is None:
            raise TypeError(self._stage)
        return self._stage.amounts

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The participants in declared order, each once."""
        slots = ((division.plan, slot) for division in self._divisions for slot in division.plan.stages[0].slots)
        named = {plan.participants[slot] for plan, slot in slots}
        return tuple(name for name in self._budget.participants if name in named)

    def inputs(self, step: PartStepName, name: str, year: int) -> list[KeyAmount]:
        """Return the inputs of what a participant has in a year by a step; nothing if it has nothing by that step."""
        definition = self.definition
        match step:
            case "fixed" if (fixed := definition.fixed or {}) and name in fixed:
                return [self._money("fixed", say("Fixed"), fixed[name], name)]
            case "tariff" if name in (definition.tariff or {}):
                return list(self._of_tariff((definition.tariff or {})[name], name, year))
            case "leaves" if name in (definition.leaves or {}):
                return list(self._of_leaver((definition.leaves or {})[name], name, year))
            case "base" if not any(name in taken for taken in definition.taken.values()):
                return list(self._of_base(name))
            case _:
                return []

    def bounds(self) -> Iterator[KeyAmount]:
        """Yield the minima and the maxima."""
        for field, what, bounds in (
            ("minimum", say("Minimum"), self.definition.minimum or {}),
            ("maximum", say("Maximum"), self.definition.maximum or {}),
        ):
            for name in self.names:
                if name in bounds:
                    yield self._money(field, what, bounds[name], name)

    def _of_base(self, name: str) -> Iterator[KeyAmount]:
        """Yield the base of a participant, which may be that of each participant."""
        base = self.definition.base
        if isinstance(base, dict):
            if name in base:
                yield self._money("base", say("Base"), base[name], name)
        elif base is not None:
            yield self._money("base", say("Base of each"), base, "")

    def _of_leaver(self, leaving: Leaving, name: str, year: int) -> Iterator[KeyAmount]:
        """Yield the last contribution of a leaver and its part in a year; nothing after its path."""
        if year in leaving.path:
            last = Fraction(leaving.last, 100)
            row = self._input(
                f"leaves.{name}.last", say("Leaving: last contribution"), last, 100, style=_NUMBER, name=name
            )
            yield row._replace(unit=self._budget.settings.currency)
            part, scale = leaving.path[year], scale_for([leaving.path[year]], RATE_SCALE)
            row = self._input(
                f"leaves.{name}.path.{year}", say("Leaving: part"), part, scale, style="input_rate", name=name
            )
            yield row._replace(input=row.input._replace(when=str(year)), unit="%")

    def _of_tariff(self, tariff: KeyTariff, name: str, year: int) -> Iterator[KeyAmount]:
        """Yield the quantity or the count, the price and the factor of a tariff in a year."""
        below, style = f"tariff.{name}", _NUMBER
        quantity = tariff_units(tariff, name, year, self._counts)
        scale = scale_for([quantity], COUNT_SCALE)
        row = self._input(f"{below}.quantity", say("Tariff: quantity"), quantity, scale, style=style, name=name)
        yield row if tariff.driver is None else self._counted(row, tariff.driver, year)
        for field, what, number, unit in (
            ("price", say("Tariff: price"), tariff.price, self._budget.settings.currency),
            ("factor", say("Tariff: factor"), tariff.factor, ""),
        ):
            row = self._input(
                f"{below}.{field}", what, number, scale_for([number], COUNT_SCALE), style=style, name=name
            )
            yield row._replace(unit=unit)

    def _counted(self, row: KeyAmount, driver: str, year: int) -> KeyAmount:
        """Return the input of a count by a driver, with its place in the files if it is written there."""
        reference_year = self._counts.reference_year(driver, year)
        written = self._counts.is_written(driver, reference_year, row.participant, year)
        path = f"drivers.{driver}.values.{reference_year}.{row.participant}" if written else ""
        entry = self._budget.drivers[driver]
        name = self._budget.names.of("drivers", driver)
        counted = row.input._replace(
            what=say("Tariff: {driver}", driver=name), when=str(reference_year), path=path, noted=entry
        )
        return row._replace(input=counted, unit=entry.unit or "")

    def _money(self, field: str, what: Message, cents: int, name: str) -> KeyAmount:
        """Return the input of an amount in cents, a multiple of the unit of rounding; no name: of each participant."""
        below = f"{field}.{name}" if name else field
        return self._input(below, what, Fraction(cents, 100), Fraction(100, self.unit), style="input_money", name=name)

    def _input(  # noqa: PLR0913  what differs between the inputs of a key
        self, below: str, what: Message, value: Fraction, scale: Fraction | int, *, style: Style, name: str
    ) -> KeyAmount:
        """Return the input of a number at the path `below` the definition of the key."""
        entered = Input(
            about=self._budget.names.of("keys", self.id),
            what=what,
            when="",
            who=self._budget.names.of("participants", name) if name else "",
            value=value,
            scale=Fraction(scale),
            style=style,
            id=self.id,
            path=".".join((*map(str, self.amounts.path), below)),
        )
        currency = self._budget.settings.currency if style == "input_money" else ""
        return KeyAmount(entered, self._version.start or "", name, currency)
