"""The laws of amounts by rule in the workbook: other rates, prices, counts and amounts give what ridcalc gives."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from builders import write_folder
from changed_rules import ruled_changes, ruled_inputs
from decisions import found_in
from effort import times
from engines import Cells, alike, by_formualizer, by_ironcalc, formulas_of, stored_values, with_changes
from libreoffice import all_converted
from ridcalc.commands.export import book_of
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.render.excel.layout import Options
from ridcalc.render.excel.save import save
from strategies import Document

CALM = settings(
    max_examples=times(2),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example would take minutes
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TOO_LARGE = "Factoren van een index die niet exact te berekenen zijn"
"""What the guard may say of factors with more digits than the changed files need."""
Files = tuple[Document, Document]


def exported(files: Files, folder: Path, name: str) -> Path:
    """Export files to a workbook.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
    """
    texts = {"keys.yaml": json.dumps(files[0]), "measures.yaml": json.dumps(files[1])}
    found = found_in(write_folder(folder / name, texts))
    path = folder / f"{name}.xlsx"
    path.write_bytes(save(book_of(found, Options(), Language("nl"))))
    return path


class Changed(NamedTuple):
    """An exported workbook, the cells to change in it, and what ridcalc says of the changed files."""

    path: Path
    cells: dict[tuple[str, str], Any]
    expected: Cells
    as_values: bool
    """Whether an amount by rule is a value in either of the two workbooks."""

    def differing(self, found: Cells) -> dict[tuple[str, str], tuple[object, object]]:
        """Return the amounts, parts and totals that a program calculates otherwise than ridcalc."""
        places = [place for place in found if place[0] == "Verdeling" and place[1] != "A4"]
        places += [place for place in found if (place[0], place[1][0]) in {("Maatregelen", "I"), ("Herleiding", "S")}]
        return {
            place: (found[place], self.expected.get(place))
            for place in places
            if not alike(found[place], self.expected.get(place))
        }


def changed_rules(drawn: tuple[Files, Files], folder: Path) -> Changed | None:
    """Return the workbook of drawn files and their changes; None if the method cannot divide some amount."""
    before, after = drawn
    try:
        path, other = (exported(one, folder, name) for one, name in ((before, "b"), (after, "a")))
    except ProblemsFoundError:
        return None
    stored, expected = stored_values(path), stored_values(other)
    as_values = any(
        value == "als waarde" and place[0] == "Maatregelen" and place[1][1:] != "6" and place[1] != "AA6"
        for cells in (stored, expected)
        for place, value in cells.items()
    )
    cells = ruled_inputs(stored, after)
    for (sheet, place), value in stored.items():
        is_input = sheet in {"Maatregelen", "Sleutels"} and place[0] == ("R" if sheet == "Maatregelen" else "Q")
        if is_input and value == 0 and place[1:].isdigit():
            cells[sheet, f"I{place[1:]}"] = expected[sheet, f"I{place[1:]}"]
    return Changed(path, cells, expected, as_values)


@given(drawn=ruled_changes())
@settings(CALM, max_examples=times(1))
def test_changed_rates_prices_counts_and_amounts_give_what_ridcalc_gives(
    drawn: tuple[Files, Files], tmp_path: Path
) -> None:
    case = changed_rules(drawn, tmp_path)
    if case is None:
        return
    event("as values" if case.as_values else "formulas")
    for engine in (by_formualizer, by_ironcalc):
        found = engine(case.path, case.cells)
        if str(found["Overzicht", "A4"]).startswith("CONTROLE FAALT"):
            assert case.as_values or TOO_LARGE in str(found["Overzicht", "A4"])
            event("the guard fails")
        else:
            assert case.differing(found) == {}


@pytest.mark.slow
def test_libreoffice_gives_what_ridcalc_gives_for_changed_rules(tmp_path: Path, profile: Path) -> None:
    cases: list[Changed] = []

    @settings(CALM, max_examples=times(20), phases=[Phase.generate])
    @given(drawn=ruled_changes())
    def draw(drawn: tuple[Files, Files]) -> None:
        folder = tmp_path / str(len(cases))
        folder.mkdir(exist_ok=True)
        case = changed_rules(drawn, folder)
        if case is not None:
            copy = with_changes(case.path, case.cells)
            cases.append(case._replace(path=copy.rename(tmp_path / f"{len(cases)}.xlsx")))

    draw()
    followed = 0
    for case, saved in zip(cases, all_converted([case.path for case in cases], "xlsx", profile), strict=True):
        found = stored_values(saved)
        formulas = {place: found.get(place) for place in formulas_of(case.path)}
        if str(found["Overzicht", "A4"]).startswith("CONTROLE FAALT"):
            assert case.as_values or TOO_LARGE in str(found["Overzicht", "A4"])
        else:
            assert case.differing(formulas) == {}
            followed += 1
    assert followed > len(cases) / 2
