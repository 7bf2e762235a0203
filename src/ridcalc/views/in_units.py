"""Whole units in tables of decisions: each amount at its nearest, and sums that are those of the amounts shown."""

from collections.abc import Iterable

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.table import Label, Money


class InUnits:
    """The unit of a table, in cents (0: amounts as booked), with the sums that differ from their own nearest."""

    def __init__(self, unit: int) -> None:
        """Take the unit."""
        self.unit = unit
        self._places: list[Label] = []

    def of(self, cents: int) -> int:
        """Return the nearest whole unit of an amount, in cents."""
        return nearest(cents, self.unit) if self.unit else cents

    def sum(self, exact: int, shown: Iterable[int], place: Label) -> int:
        """Return the sum of amounts as shown, in cents; keep its place if its own nearest is another."""
        total = sum(shown)
        if total != self.of(exact) and place not in self._places:
            self._places.append(place)
        return total

    def money(self, cents: int, unknown: int = 0) -> Money:
        """Return the cell of an amount that is in whole units already."""
        return Money(cents, unknown, whole=bool(self.unit))

    def cell(self, cents: int | None, unknown: int = 0) -> Money | None:
        """Return the cell of the nearest whole unit of an amount; None if the amount is not known."""
        return None if cents is None else self.money(self.of(cents), unknown)

    def lines(self) -> list[tuple[str, Label]]:
        """Return the line that says which sums differ from their own nearest, if any does."""
        if not self._places:
            return []
        places = tuple(self._places)
        words: Message = say(
            "added up as shown, these are not their own nearest {unit}: {places}", unit=Euros(self.unit), places=places
        )
        return [("", words)]
