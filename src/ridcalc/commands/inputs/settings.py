"""The `--set` text that says what was filled in: one for a number, or one for all that is written as a whole."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ridcalc.commands.inputs.places import Place, Row
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.values.money import PM, canonical_euros
from ridcalc.core.values.number_hints import unambiguous
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.weights import WeightRow

Filled = Mapping[Row, Fraction | None]
"""What stands in the changed inputs, by row; None: PM."""
_LONGEST_DECIMAL = 12
"""The decimals of a number that is written with a point; others are written as a fraction."""


class Settings:
    """The `--set` texts of the changed inputs of a workbook."""

    def __init__(self, layout: Layout, places: Mapping[Row, Place], filled: Filled) -> None:
        """Take the inputs of a workbook, and what stands in those that were changed."""
        self._layout, self._places, self._filled = layout, places, filled
        self._of_whole: dict[str, str] = {}

    def all(self) -> dict[Row, str | None]:
        """Return the text of each changed input; None where no text says that. Some inputs have one text together."""
        return {row: self._text(self._places[row], value) for row, value in self._filled.items()}

    def _text(self, place: Place, value: Fraction | None) -> str | None:
        if place.kind == "weight":
            return self._of_weight(place)
        if place.shared:
            return self._whole(place.shared, self._of_total if place.kind == "amount" else self._of_list)
        return f"{place.path}={_written(place, value)}" if place.path else None

    def _whole(self, path: str, text: Callable[[str], str]) -> str:
        """Return the text of what is written as a whole, which is made once."""
        if path not in self._of_whole:
            self._of_whole[path] = text(path)
        return self._of_whole[path]

    def _of_total(self, owner: str) -> str:
        """Return the text that writes a total with a spread as the amounts of its periods."""
        name = owner.split(".")[1]
        changed = {
            place.path.rpartition(".")[2]: self._filled[row]
            for row, place in self._places.items()
            if place.shared == owner and row in self._filled
        }
        amounts = {
            one.period.text: None if one.written is None else Fraction(one.written, 100)
            for one in self._layout.allocation.amounts
            if one.measure == name
        }
        written = ", ".join(f"{when}: {_euros(value)}" for when, value in (amounts | changed).items())
        return f"{owner}={{total: null, spread: null, amounts: {{{written}}}}}"

    def _of_list(self, path: str) -> str:
        """Return the text with all corrections of a year."""
        _, index, _, year = path.split(".")
        corrections = list(self._layout.case.budget.indices[index].corrections[int(year)])
        for row, place in self._places.items():
            if place.shared == path and (value := self._filled.get(row)) is not None:
                corrections[place.position] = value
        return f"{path}=[{', '.join(map(_percent, corrections))}]"

    def _of_weight(self, place: Place) -> str | None:
        """Return the text of a weight, or that of all weights of its key if the files do not have it as it stands."""
        row = self._layout.weights[place.position]
        version = _Version(self._layout, row, self._places, self._filled)
        scale = version.scale
        if scale is None or not place.path:
            return None
        weight = version.now[row.participant]
        if version.field == "shares":
            if sum(version.now.values()) == row.total:
                return f"{place.path}={_percent(weight / scale)}"
            return self._whole(place.owner, lambda _: version.as_weights())
        return f"{place.path}={unambiguous(_decimal(weight / scale))}"


class _Version(NamedTuple):
    """The weights of a key version: of the sheet, as they were and as they are, and in the files."""

    layout: Layout
    row: WeightRow
    places: Mapping[Row, Place]
    filled: Filled

    @property
    def rows(self) -> list[WeightRow]:
        """The rows of the key version."""
        return list(self.layout.weights[self.row.first - FIRST_ROW : self.row.last - FIRST_ROW + 1])

    @property
    def now(self) -> dict[str, Fraction]:
        """The weight of each participant with what was filled in."""
        found = {row.participant: Fraction(row.weight) for row in self.rows}
        sheet = next(title for (title, _), place in self.places.items() if place.kind == "weight")
        for number, name in enumerate(found, self.row.first):
            if (weight := self.filled.get((sheet, number))) is not None:
                found[name] = weight
        return found

    @property
    def field(self) -> str:
        """The field of the files with the weights: shares, weights, or the values of a driver."""
        version = self.row.versions[0]
        if version.driver:
            return "values"
        return "shares" if "shares" in self._kinds else "weights"

    @property
    def _kinds(self) -> tuple[str, ...]:
        version = self.row.versions[0]
        return definition_of(self.layout.case.budget.keys[version.key], version).kinds

    @property
    def scale(self) -> Fraction | None:
        """How many a number of the files is on the sheet; None if the sheet does not have the numbers of the files."""
        numbers = self._numbers()
        pairs = [(Fraction(row.weight), numbers.get(row.participant)) for row in self.rows]
        scales = {weight / number for weight, number in pairs if number}
        if len(scales) != 1 or any(number is None or (not number and weight) for weight, number in pairs):
            return None
        return scales.pop()

    def _numbers(self) -> Mapping[str, Fraction]:
        """Return the numbers that the weights are: of a driver its counts, with those that members add up to."""
        version = self.row.versions[0]
        if version.driver:
            return self.layout.allocation.driver_values.get(version, {})
        definition = definition_of(self.layout.case.budget.keys[version.key], version)
        return definition.shares or definition.weights or {}

    def as_weights(self) -> str:
        """Return the text that writes a key with shares as weights."""
        version = self.row.versions[0]
        owner = f"keys.{version.key}" + (f".versions.{version.since.text}" if version.since else "")
        weights = ", ".join(f"{name}: {_decimal(weight)}" for name, weight in self.now.items())
        return f"{owner}={{shares: null, weights: {{{weights}}}}}"


def _written(place: Place, value: Fraction | None) -> str:
    """Return a number as the files write it."""
    if value is None:
        return PM
    if place.kind == "amount":
        return _euros(value)
    return _percent(value) if place.percent else unambiguous(_decimal(value))


def _euros(value: Fraction | None) -> str:
    if value is None:
        return PM
    return ("-" if value < 0 else "") + canonical_euros(abs(round(value * 100)))


def _percent(value: Fraction) -> str:
    """Return a part of 1 as a percentage, or as a fraction if that has no end.

    >>> _percent(Fraction(41, 1000)), _percent(Fraction(1, 3))
    ('4.1%', '1/3')
    """
    text = _decimal(value * 100)
    return str(value) if "/" in text else f"{text}%"


def _decimal(value: Fraction) -> str:
    """Return a number as a decimal, or as a fraction if that has no end or many decimals.

    >>> _decimal(Fraction(-5, 2)), _decimal(Fraction(1, 3))
    ('-2.5', '1/3')
    """
    scaled = value * 10**_LONGEST_DECIMAL
    if scaled.denominator != 1:
        return str(value)
    whole, decimals = divmod(abs(int(scaled)), 10**_LONGEST_DECIMAL)
    text = f"{whole}.{decimals:0{_LONGEST_DECIMAL}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def differing(before: Mapping[Row, Place], filled: Filled, after: Mapping[Row, Place]) -> Iterator[Row]:
    """Yield the rows of the inputs that other files give otherwise than they stand in a workbook.

    `before` are the inputs at the export, `filled` the changed ones; weights are held in proportion. An input that the
    other files do not give is passed over: an entry of zero has no row, and numbers of keys with bounds are values.
    """
    found = _comparable({place.same: (place, place.value) for place in after.values()})
    wanted = _comparable({place.same: (place, filled.get(row, place.value)) for row, place in before.items()})
    for row, place in before.items():
        if place.same in found and found[place.same] != wanted[place.same]:
            yield row


def _comparable(inputs: Mapping[object, tuple[Place, Fraction | None]]) -> dict[object, Fraction | None]:
    """Return the number of each input; of a weight its part of the sum of its key version."""
    totals: dict[object, Fraction] = {}
    for same, (place, value) in inputs.items():
        if place.kind == "weight":
            totals[_key(same)] = totals.get(_key(same), Fraction(0)) + (value or 0)
    return {
        same: value / (totals[_key(same)] or 1) if place.kind == "weight" and value is not None else value
        for same, (place, value) in inputs.items()
    }


def _key(same: object) -> object:
    """Return the key version of what identifies a weight."""
    return same[0] if isinstance(same, tuple) else same
