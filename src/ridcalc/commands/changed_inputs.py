"""The inputs that were changed in a workbook: where each stands in the files, and the `--set` that says the same."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from ridcalc.commands.findings import Changed
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.values.money import PM, canonical_euros
from ridcalc.core.values.number_hints import unambiguous
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.numbers import canonical_money
from ridcalc.render.excel.keys import KEYS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES
from ridcalc.render.excel.rows import FIRST_ROW

_MOST_TRIED = 20
"""Changed inputs whose `--set` is tried: each try divides all amounts again."""
_MOST_APART = 3
"""Parts of the files of which the changes are tried apart, where all changes together are refused."""
_CENT = Fraction(1, 100)
_KEPT = Context(prec=15)
"""The digits of a number that spreadsheets keep."""
_NOISE = Fraction(1, 1_000_000)
"""What a number of a spreadsheet may be beside a whole cent, as it is kept in binary."""


class Input(NamedTuple):
    """A changed input: its path in the files, what it was, what it is, and the text after `--set`.

    Amounts have two decimals. None: PM, no place in the files, or no single change of the files that says the same.
    """

    sheet: str
    row: int
    column: int
    path: str | None
    before: str | None
    after: str | None
    setting: str | None


class _Place(NamedTuple):
    """Where an input stands: at which position of the amounts, or of the weights, and where in the files."""

    position: int
    owner: str
    path: str
    weights: bool = False
    percent: bool = False


class _Try(NamedTuple):
    """A changed input, where it stands, and the `--set` to try; None if it has no place, or no value."""

    changed: Changed
    place: _Place | None
    value: Fraction | None
    setting: str | None


_Values = tuple[list[Fraction | None], list[Fraction | None]]
"""The amounts in euros (None: PM) and the weights of a workbook, in the order of its rows."""


def inputs_of(layout: Layout, changed: Sequence[Changed], again: Callable[[Sequence[str]], Layout]) -> Iterator[Input]:
    """Yield the changed inputs; `again` returns the layout that the files give with `--set` texts besides.

    A `--set` is given only if the files then give exactly the changed inputs and no other, or if the cell has its path.
    """
    tries = [_try(layout, one) for one in changed]
    original = _values(layout)
    holding = {one.setting for one in tries if one.changed.path}  # other amounts follow from these
    holding.update(_holding([one for one in tries if one.setting and not one.changed.path], original, again))
    for one in tries:
        setting = one.setting if one.setting in holding else None
        before, after = _texts(one, original)
        cell = one.changed
        path = one.place.path if one.place else cell.path
        yield Input(cell.sheet, cell.row, cell.column, path, before, after, setting)


def _texts(one: _Try, original: _Values) -> tuple[str | None, str | None]:
    if one.place is None:
        known = (one.changed.before or None, one.changed.value)
        return known[0] if known[0] != PM else None, known[1] if known[1] != PM else None
    before = original[one.place.weights][one.place.position]
    if one.place.weights:
        return str(before), one.changed.value
    return _euros(before), _euros(one.value)


def _euros(amount: Fraction | None) -> str | None:
    return None if amount is None else canonical_money(round(amount * 100))


def _try(layout: Layout, changed: Changed) -> _Try:
    if changed.path:
        return _Try(changed, None, None, _declared(changed.path, changed))
    place = _place(layout, changed)
    if place is None or changed.value is None:
        return _Try(changed, place, None, None)
    if changed.value == PM:
        return _Try(changed, place, None, None if place.weights else f"{place.path}=PM")
    value = _value(changed.value, weight=place.weights)
    if value is None:
        return _Try(changed, place, Fraction(changed.value), None)
    return _Try(changed, place, value, f"{place.path}={_written(value, place)}")


def _declared(path: str, changed: Changed) -> str | None:
    """Return the `--set` of a cell whose path is known."""
    if changed.value is None or changed.value == PM:
        return f"{path}={PM}" if changed.value else None
    kept = _KEPT.multiply(Decimal(changed.value), Decimal(100 if changed.percent else 1)).normalize()
    return f"{path}={f'{kept:f}%' if changed.percent else unambiguous(f'{kept:f}')}"


def _written(value: Fraction, place: _Place) -> str:
    """Return a value as the files write it."""
    if place.weights:
        return f"{value}%" if place.percent else str(value)
    return ("-" if value < 0 else "") + canonical_euros(abs(round(value * 100)))


def _value(text: str, *, weight: bool) -> Fraction | None:
    """Return a number as the files may hold it: whole cents, or a whole weight; None for any other."""
    number = Fraction(text)
    unit = Fraction(1) if weight else _CENT
    whole = round(number / unit) * unit
    return whole if abs(whole - number) < _NOISE else None


def _place(layout: Layout, changed: Changed) -> _Place | None:
    position = changed.row - FIRST_ROW
    if changed.sheet == layout.text(MEASURES.sheet) and position < len(layout.amounts):
        amount = layout.amounts[position]
        owner = f"measures.{amount.measure}"
        return _Place(position, owner, ".".join((owner, *amount.at)))
    if changed.sheet == layout.text(KEYS.sheet) and position < len(layout.weights):
        return _place_of_weight(layout, position)
    return None


def _place_of_weight(layout: Layout, position: int) -> _Place | None:
    row = layout.weights[position]
    version, budget = row.versions[0], layout.case.budget
    if version.driver:
        owner = f"drivers.{version.driver}"
        path = f"{owner}.values.{version.reference_year}.{row.participant}"
        return _Place(position, owner, path, weights=True)
    key = budget.keys[version.key]
    definition = definition_of(key, version)
    owner = f"keys.{version.key}" + (f".versions.{version.since.text}" if version.since else "")
    for kind in ("shares", "weights"):
        if kind in definition.kinds:
            path = f"{owner}.{kind}.{row.participant}"
            return _Place(position, owner, path, weights=True, percent=kind == "shares")
    return None


def _values(layout: Layout) -> _Values:
    amounts = [None if one.indexed is None else Fraction(one.indexed, 100) for one in layout.amounts]
    return amounts, [Fraction(row.weight) for row in layout.weights]


def _holding(tries: list[_Try], original: _Values, again: Callable[[Sequence[str]], Layout]) -> Iterator[str | None]:
    """Yield the `--set` texts that say what the workbook says: all together, or else those of a part of the files."""
    if not tries or len(tries) > _MOST_TRIED:
        return
    if _hold(tries, original, again):
        yield from (one.setting for one in tries)
        return
    owners = list(dict.fromkeys(one.place.owner for one in tries if one.place))
    for owner in owners[:_MOST_APART] if len(owners) > 1 else ():
        own = [one for one in tries if one.place and one.place.owner == owner]
        if _hold(own, original, again):
            yield from (one.setting for one in own)


def _hold(tries: list[_Try], original: _Values, again: Callable[[Sequence[str]], Layout]) -> bool:
    """Return whether the files with these `--set` texts give the changed inputs and no other."""
    expected = (list(original[0]), list(original[1]))
    for one in tries:
        if one.place is not None:
            expected[one.place.weights][one.place.position] = one.value
    try:
        found = _values(again([one.setting for one in tries if one.setting]))
    except ProblemsFoundError:
        return False
    return found == expected
