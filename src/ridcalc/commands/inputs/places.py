"""The inputs of a workbook by the row in which each stands: its place in the files, and its number."""

from collections.abc import Hashable, Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ridcalc.core.budget.model import Budget
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.values.money import PM
from ridcalc.render.excel.by_rule.calculations import INPUTS
from ridcalc.render.excel.by_rule.factors import INDEX_INPUTS
from ridcalc.render.excel.composition.inputs import Input
from ridcalc.render.excel.key_amounts.amounts import key_amounts
from ridcalc.render.excel.key_amounts.inputs import KEY_AMOUNTS, first_row
from ridcalc.render.excel.keys import KEYS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.weights import WeightRow

if TYPE_CHECKING:
    from ridcalc.render.excel.columns import Columns

_CENT = Fraction(1, 100)
_KEPT = Context(prec=15)
"""The digits of a number that spreadsheets keep."""
_NOISE = Fraction(1, 1_000_000)
"""What a number of a spreadsheet may be beside a whole cent, as it is kept in binary."""

Row = tuple[str, int]
"""The title of a sheet and the number of a row. A row has one input at most."""
Kind = Literal["amount", "weight", "number"]


class Place(NamedTuple):
    """An input: what stands in its cell, and where that stands in the files."""

    kind: Kind
    path: str
    """The path in the files, as in `--set`; empty if the number has none of its own."""
    value: Fraction | None
    """The number in the cell, money in euros; None: PM."""
    owner: str
    """What is tried apart from other changes: the measure, the driver, or the key or its version."""
    same: Hashable
    """Equal for the same input of a workbook that other files give."""
    position: int = 0
    """Of a weight its position among the weights; of a correction its position in the list of its year."""
    shared: str = ""
    """The path of what is written as a whole if one of its numbers changes: a measure with a total, a list."""
    percent: bool = False
    """Whether the files have the number as a percentage."""
    column: int = 0
    """The number of the column with the cell."""


def sheets_with_inputs(layout: Layout) -> tuple[str, ...]:
    """Return the titles of the sheets that have inputs."""
    return tuple(dict.fromkeys(sheet for sheet, _ in places_of(layout)))


def places_of(layout: Layout) -> dict[Row, Place]:
    """Return the inputs of a workbook by row."""
    return dict((*_amounts(layout), *_weights(layout), *_numbers(layout)))


def filled_in(place: Place, text: str) -> Fraction | None:
    """Return the number in a cell as the files may hold it; None: PM.

    Raises:
        ValueError: an amount is not whole cents, or a weight is not a whole number.
    """
    if text == PM:
        if place.kind == "weight":
            raise ValueError(text)
        return None
    if place.kind == "number":
        return Fraction(_KEPT.plus(Decimal(text)))
    number, unit = Fraction(text), Fraction(1) if place.kind == "weight" else _CENT
    whole = round(number / unit) * unit
    if abs(whole - number) >= _NOISE:
        raise ValueError(text)
    return whole


def _amounts(layout: Layout) -> Iterator[tuple[Row, Place]]:
    sheet = layout.text(MEASURES.sheet)
    for row, amount in enumerate(layout.amounts, FIRST_ROW):
        if layout.composition.source_of(amount) is None:
            value = None if amount.indexed is None else Fraction(amount.indexed, 100)
            owner = f"measures.{amount.measure}"
            path = ".".join((owner, *amount.at))
            place = _of_measure(owner, path, amount.period.text, value, of_total=amount.kind == "total")
            yield (sheet, row), place._replace(column=MEASURES.numbers["amount"])


def _of_measure(owner: str, path: str, when: str, value: Fraction | None, *, of_total: bool) -> Place:
    """Return the place of an amount; one that a total comes to is written among the amounts of all periods."""
    if of_total:
        path = f"{owner}.amounts.{when}"
        return Place("amount", path, value, owner, path, shared=owner)
    return Place("amount", path, value, owner, path)


def _weights(layout: Layout) -> Iterator[tuple[Row, Place]]:
    sheet, budget = layout.text(KEYS.sheet), layout.case.budget
    for position, row in enumerate(layout.weights):
        if row.form == "input":
            owner, path = _path_of_weight(budget, row)
            same = (row.versions[0], row.participant)
            place = Place("weight", path, Fraction(row.weight), owner, same, position)
            yield (sheet, FIRST_ROW + position), place._replace(column=KEYS.numbers["weight"])


def _path_of_weight(budget: Budget, row: WeightRow) -> tuple[str, str]:
    """Return the path of a key version or of a driver, and below it that of a weight; none for a sum of members."""
    version = row.versions[0]
    if version.driver:
        owner, year = f"drivers.{version.driver}", version.reference_year or 0
        written = (budget.drivers[version.driver].values or {}).get(year, {})
        return owner, f"{owner}.values.{year}.{row.participant}" if row.participant in written else ""
    key = budget.keys[version.key]
    owner = f"keys.{version.key}" + (f".versions.{version.since.text}" if version.since else "")
    kinds = definition_of(key, version).kinds
    field = "shares" if "shares" in kinds else "weights"
    return owner, f"{owner}.{field}.{row.participant}"


def _numbers(layout: Layout) -> Iterator[tuple[Row, Place]]:
    """Yield the inputs of amounts by rule, of indices and of keys with amounts."""
    composition, of_keys = layout.composition, key_amounts(layout)
    of_cells = [row.input if not of_keys.is_value(number) else None for number, row in enumerate(of_keys.rows, 1)]
    blocks: tuple[tuple[Columns[Any], int, list[Input] | list[Input | None]], ...] = (
        (INPUTS, FIRST_ROW, composition.inputs.all),
        (INDEX_INPUTS, FIRST_ROW, composition.of_indices.all),
        (KEY_AMOUNTS, first_row(layout) if of_cells else 0, of_cells),
    )
    for columns, first, inputs in blocks:
        seen: dict[Hashable, int] = {}
        for row, one in enumerate(inputs, first):
            if one is not None and one.exact:
                same = one.path or (one.id, one.what.template, one.when, one.who)
                place = _number(layout.case.budget, one, seen.get(same, 0))
                yield (layout.text(columns.sheet), row), place._replace(column=columns.numbers["value"])
                seen[same] = seen.get(same, 0) + 1


def _number(budget: Budget, one: Input, before: int) -> Place:
    """Return the place of a number; `before` is how many that have no path came before it under the same heading."""
    if one.path:
        percent = one.style == "input_rate"
        return Place("number", one.path, one.value, ".".join(one.path.split(".")[:2]), one.path, percent=percent)
    measure = budget.measures.get(one.id) if one.style == "input_money" else None
    if measure is not None and measure.spread is not None:
        return _of_measure(f"measures.{one.id}", "", one.when, one.value, of_total=True)
    same = (one.id, one.what.template, one.when, one.who, before)
    if one.style == "input_rate" and one.id in budget.indices:
        path = f"indices.{one.id}.corrections.{one.when}"
        return Place("number", path, one.value, f"indices.{one.id}", same, before, path)
    return Place("number", "", one.value, "", same)
