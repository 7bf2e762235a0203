"""The lists of Iv3, by which municipalities and arrangements report: taakvelden, categories, grey cells, successors."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Layer = Literal["Gemeente", "GR"]
"""The layers of government of the lists: municipalities, and arrangements (gemeenschappelijke regelingen)."""
Iv3Side = Literal["lasten", "baten"]
Cell = Literal["open", "grijs", "onbekend"]
"""A cell of the matrix: an amount may stand there, may not, or the taakveld or category is not in the list."""
Refusal = Literal[
    "taakveld-not-valid-in-year",
    "category-not-on-this-side",
    "category-not-valid-in-year",
    "impossible-combination",
]
"""What is wrong with a booking: the codes of the warnings, in the order in which the lists are asked."""
Runs = tuple[tuple[int, int | None], ...]
"""Runs of years, each with its first and last; None: still so in the newest list."""


class Iv3(NamedTuple):
    """The lists over the years."""

    newest: int
    """The year of the newest list; a later year is held against it."""
    taakvelden: Mapping[tuple[Layer, str], Runs]
    categories: Mapping[tuple[Layer, Iv3Side, str], Runs]
    grey: Mapping[tuple[Layer, Iv3Side, str, str], Runs]
    successors: Mapping[str, tuple[tuple[str, int], ...]]
    """Taakveld → what replaced it, each with its first year."""

    def covers(self, layer: Layer, year: int) -> bool:
        """Return whether there is a list for a year, or an older list for a later year."""
        return any(runs[0][0] <= year for (of, _), runs in self.taakvelden.items() if of == layer)

    def has_taakveld(self, layer: Layer, taakveld: str, year: int) -> bool:
        """Return whether a taakveld is in the list of a year."""
        return self._in(self.taakvelden.get((layer, taakveld), ()), year)

    def refusal(
        self, layer: Layer, side: Iv3Side, taakveld: str | None, category: str | None, year: int
    ) -> Refusal | None:
        """Return what is wrong with a booking in a year, the first of four questions that fails; None: nothing.

        A taakveld or category that is not given is not held against the lists.
        """
        if taakveld is not None and not self.has_taakveld(layer, taakveld, year):
            return "taakveld-not-valid-in-year"
        if category is None:
            return None
        runs = self.categories.get((layer, side, category))
        if runs is None:
            return "category-not-on-this-side"
        if not self._in(runs, year):
            return "category-not-valid-in-year"
        if taakveld is not None and self._in(self.grey.get((layer, side, taakveld, category), ()), year):
            return "impossible-combination"
        return None

    def cell(self, layer: Layer, side: Iv3Side, taakveld: str | None, category: str | None, year: int) -> Cell:
        """Return what the cell of a taakveld and a category is in a year."""
        if taakveld is None or category is None:
            return "onbekend"
        refusal = self.refusal(layer, side, taakveld, category, year)
        if refusal is None:
            return "open"
        return "grijs" if refusal == "impossible-combination" else "onbekend"

    def successors_of(self, layer: Layer, taakveld: str, year: int) -> tuple[str, ...]:
        """Return the taakvelden of a year that replaced one, also through others that were replaced in turn."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [taakveld]
        while waiting:
            for successor, since in self.successors.get(waiting.pop(0), ()):
                if since > year or successor in seen:
                    continue
                seen.add(successor)
                if self.has_taakveld(layer, successor, year):
                    found.setdefault(successor)
                else:
                    waiting.append(successor)
        return tuple(found)

    def _in(self, runs: Runs, year: int) -> bool:
        listed = min(year, self.newest)
        return any(first <= listed and (last is None or listed <= last) for first, last in runs)
