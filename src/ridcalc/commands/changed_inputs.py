"""The inputs that were changed in a workbook: where each stands in the files, and the `--set` that says the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ridcalc.commands.findings import Changed
from ridcalc.commands.inputs.places import Place, Row, filled_in, places_of
from ridcalc.commands.inputs.settings import Settings, differing
from ridcalc.core.values.money import PM
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.numbers import canonical_money
from ridcalc.render.excel.layout import Layout

_MOST_TRIED = 20
"""Changed inputs whose `--set` is tried: each try divides all amounts again."""
_MOST_APART = 3
"""Parts of the files whose changes are tried separately if all changes together are refused."""

Again = Callable[[Sequence[str]], Layout]
"""A function that returns the layout that the files give with `--set` texts besides."""


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


class Inputs:
    """The changed inputs of a workbook, each with its place in the files and the `--set` that would say the same."""

    def __init__(self, layout: Layout, changed: Sequence[Changed]) -> None:
        """Take what the files give, and the cells that were changed."""
        self.changed = changed
        self.places = places_of(layout)
        self.filled = dict(_filled(self.places, changed))
        self.settings = Settings(layout, self.places, self.filled).all()

    def texts(self, rows: Sequence[Row] | None = None) -> list[str]:
        """Return the `--set` texts of some changed inputs, or of all, each once."""
        texts = [self.settings.get(row) for row in (self.filled if rows is None else rows)]
        return list(dict.fromkeys(text for text in texts if text is not None))

    def differing(self, layout: Layout, rows: Sequence[Row] | None = None) -> Iterator[Row]:
        """Yield the inputs that other files give otherwise than they stand in the workbook.

        Of the changed inputs only those in `rows` count as changed; None: all.
        """
        filled = {row: value for row, value in self.filled.items() if rows is None or row in rows}
        return differing(self.places, filled, places_of(layout))

    def listed(self, holding: Mapping[Row, str]) -> Iterator[Input]:
        """Yield the changed inputs; `holding` are the `--set` texts that were found to say the same."""
        for cell in self.changed:
            row = (cell.sheet, cell.row)
            before, after = self._texts(cell)
            path = self.places[row].path if row in self.places else cell.path
            yield Input(cell.sheet, cell.row, cell.column, path or None, before, after, holding.get(row))

    def _texts(self, cell: Changed) -> tuple[str | None, str | None]:
        """Return what was and what is in a cell."""
        place = self.places.get((cell.sheet, cell.row))
        if place is None or place.kind == "number":
            return _known(cell.before or None), _known(cell.value)
        if place.kind == "weight":
            return str(place.value), cell.value
        value = self.filled.get((cell.sheet, cell.row), _number(cell.value))
        return _euros(place.value), _euros(value)


def inputs_of(layout: Layout, changed: Sequence[Changed], again: Again) -> Iterator[Input]:
    """Yield the changed inputs; `again` returns the layout that the files give with `--set` texts besides.

    A `--set` is given only if the files then give exactly the changed inputs and no other, or if the cell has its path.
    """
    inputs = Inputs(layout, changed)
    holding = {(cell.sheet, cell.row) for cell in changed if cell.path}  # other amounts follow from these
    holding.update(_holding(inputs, again))
    return inputs.listed({row: text for row, text in inputs.settings.items() if text is not None and row in holding})


def _filled(places: Mapping[Row, Place], changed: Sequence[Changed]) -> Iterator[tuple[Row, Fraction | None]]:
    """Yield what was filled in, where the files may hold it."""
    for cell in changed:
        row = (cell.sheet, cell.row)
        if row in places and cell.value is not None:
            try:
                yield row, filled_in(places[row], cell.value)
            except ValueError:
                continue


def _holding(inputs: Inputs, again: Again) -> Iterator[Row]:
    """Yield the inputs whose `--set` says what the workbook says: all together, or those of a part of the files."""
    tried = [row for row, text in inputs.settings.items() if text is not None]
    if not tried or len(tried) > _MOST_TRIED:
        return
    if _hold(inputs, tried, again):
        yield from tried
        return
    owners = list(dict.fromkeys(inputs.places[row].owner for row in tried))
    for owner in owners[:_MOST_APART] if len(owners) > 1 else ():
        own = [row for row in tried if inputs.places[row].owner == owner]
        if _hold(inputs, own, again):
            yield from own


def _hold(inputs: Inputs, rows: Sequence[Row], again: Again) -> bool:
    """Return whether the files with these `--set` texts give the changed inputs and no other."""
    try:
        return not any(inputs.differing(again(inputs.texts(rows)), rows))
    except ProblemsFoundError:
        return False


def _known(text: str | None) -> str | None:
    return None if text == PM else text


def _number(text: str | None) -> Fraction | None:
    return None if text is None or text == PM else Fraction(text)


def _euros(amount: Fraction | None) -> str | None:
    return None if amount is None else canonical_money(round(amount * 100))
