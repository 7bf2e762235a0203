"""Workbooks with other inputs: what other programs calculate in them, against what ridcalc gives for changed files."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from builders import write_folder
from decisions import found_in
from effort import times
from engines import alike, by_formualizer, by_ironcalc, formulas_of, stored_values, with_changes
from libreoffice import all_converted
from ridcalc.commands.export import book_of
from ridcalc.language.sentences import Language
from ridcalc.render.excel.save import save
from ridcalc.render.excel.selection import Options
from stored_cells import Cells

Drawn = TypeVar("Drawn")
CALM = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example would take minutes
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PARTS = (("Verdeling", ""), ("Herleiding", "S"))
"""Sheet and first letter of the column of the parts and totals."""


class Changed(NamedTuple):
    """An exported workbook, the cells to change in it, and what ridcalc says of the changed files."""

    path: Path
    cells: dict[tuple[str, str], Any]
    expected: Cells
    as_values: bool
    """Whether what has formulas is a value in either of the two workbooks."""
    may_fail: bool
    """Whether the guard may refuse the change, whatever it says."""
    excuse: str = "none"
    """What the guard may say in any case."""
    columns: Collection[tuple[str, str]] = PARTS
    """Sheet and first letter of the columns that are held."""

    def differing(self, found: Cells) -> dict[tuple[str, str], tuple[object, object]]:
        """Return the cells in the columns that a program calculates otherwise than ridcalc, with both values."""
        return {
            (sheet, place): (value, self.expected.get((sheet, place)))
            for (sheet, place), value in found.items()
            if any(sheet == held and place.startswith(column) for held, column in self.columns)
            and place != "A4"
            and not alike(value, self.expected.get((sheet, place)))
        }

    def is_followed(self, found: Cells) -> bool:
        """Hold what a program calculates against what ridcalc gives; False: the guard refuses the change, as it may."""
        guard = str(found["Overzicht", "A4"])
        if guard.startswith("CONTROLE FAALT"):
            assert self.may_fail or self.excuse in guard
            return False
        assert self.differing(found) == {}
        return True


def exported(files: dict[str, str], folder: Path, name: str) -> Path:
    """Export files to a workbook.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
    """
    found = found_in(write_folder(folder / name, files))
    path = folder / f"{name}.xlsx"
    path.write_bytes(save(book_of(found, Options(), Language("nl"))))
    return path


def assert_engines_follow(case: Changed | None) -> None:
    """Hold two engines against ridcalc; None: ridcalc refuses the budget."""
    if case is None:
        return
    event("as values" if case.as_values else "formulas")
    for engine in (by_formualizer, by_ironcalc):
        event("followed" if case.is_followed(engine(case.path, case.cells)) else "the guard fails")


def assert_libreoffice_follows(
    strategy: st.SearchStrategy[Drawn], change: Callable[[Drawn, Path], Changed | None], folder: Path, profile: Path
) -> None:
    """Hold LibreOffice against ridcalc for what a strategy draws; most changes have to be followed."""
    cases: list[Changed] = []

    @settings(CALM, max_examples=times(20), phases=[Phase.generate])
    @given(drawn=strategy)
    def draw(drawn: Drawn) -> None:
        inside = folder / str(len(cases))
        inside.mkdir(exist_ok=True)
        case = change(drawn, inside)
        if case is not None:
            copy = with_changes(case.path, case.cells)
            cases.append(case._replace(path=copy.rename(folder / f"{len(cases)}.xlsx")))

    draw()
    followed = 0
    for case, saved in zip(cases, all_converted([case.path for case in cases], "xlsx", profile), strict=True):
        found = stored_values(saved)
        followed += case.is_followed({place: found.get(place) for place in formulas_of(case.path)})
    assert followed > len(cases) / 2
