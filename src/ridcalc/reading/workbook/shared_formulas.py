"""Formulas that cells share: written once, and moved from the first cell to each of the others."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.formula.translate import Translator


class SharedFormulas:
    """The formulas that cells of a sheet share, by group."""

    def __init__(self) -> None:
        """Start without formulas."""
        self._first: dict[str, tuple[str, str]] = {}
        self._translators: dict[str, Translator] = {}

    def add(self, group: str, formula: str, place: str) -> None:
        """Add the formula of a group, as it stands in the cell at `place`."""
        self._first[group] = formula, place
        self._translators.pop(group, None)

    def at(self, group: str, place: str) -> str | None:
        """Return the formula of a group for the cell at `place`; None if there is none, or it cannot be moved."""
        from openpyxl.formula.translate import Translator  # slow to load, and seldom needed

        if group not in self._first:
            return None
        try:
            if group not in self._translators:
                formula, first = self._first[group]
                self._translators[group] = Translator(f"={formula}", first)
            return str(self._translators[group].translate_formula(place)).removeprefix("=")
        except Exception:  # noqa: BLE001  openpyxl raises errors of any kind on such a formula
            return None
