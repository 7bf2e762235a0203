"""The way there and back: a workbook is exported, random inputs are changed in it, and what comes back says the same.

Another engine calculates the changed workbook. The scenario that ridcalc makes of it has to give those figures, to the
cent.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from builders import Run, write_folder
from changed_keys import changed_amounts
from changed_workbooks import CALM, Changed
from decisions import found_in
from effort import times
from engines import alike, by_ironcalc, formulas_of, names_of, stored_values, with_changes
from libreoffice import all_converted, converted
from ridcalc.commands.adopt import Asked, run
from ridcalc.commands.export import book_of, layout_of
from ridcalc.commands.inputs.places import Place, Row, places_of
from ridcalc.commands.shared import Request
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.render.excel.save import save
from ridcalc.render.excel.selection import Options
from strategies_of_bookings import booked_budgets, booked_files
from strategies_of_rules import ruled_budgets

Cells = dict[tuple[str, str], Any]
DUTCH = Language("nl")
Draw = Callable[[st.SearchStrategy[Any]], Any]
"""A function that draws from a strategy."""


def as_files(files: tuple[Any, Any]) -> dict[str, str]:
    """Return the files of a budget by name; JSON is YAML too."""
    return {"keys.yaml": json.dumps(files[0]), "measures.yaml": json.dumps(files[1])}


BUDGETS = st.one_of(
    booked_budgets().map(booked_files),
    ruled_budgets().map(as_files),
    changed_amounts().map(lambda both: as_files(both[0])),
)
"""Budgets with amounts and weights; with amounts by rule; and with keys that hold amounts, without bounds."""


def exported(folder: Path, name: str, scenario: str | None = None) -> Path:
    """Export a scenario of a folder to a workbook beside it."""
    path = folder.parent / f"{name}.xlsx"
    path.write_bytes(save(book_of(found_in(folder, scenario), Options(), DUTCH)))
    return path


def typed(draw: Draw, place: Place, unit: int) -> object:
    """Draw what somebody types in an input."""
    if place.kind == "weight":
        return draw(st.integers(0, 60))
    if place.kind == "amount" or place.value is None:
        if draw(st.integers(0, 9)) == 0 and place.value is not None:
            return "PM"
        return float(Decimal(draw(st.integers(1, 10**6)) * unit) / 100)
    if place.percent:
        return draw(st.sampled_from([0.01, 0.041, 0.0125, 0.5, 0.02345]))
    return draw(st.sampled_from([1, 2.5, 17, 99.05, 312]))


class Case(NamedTuple):
    """An exported workbook, the cells to change in it, the folder of its data, and what each cell had before."""

    path: Path
    cells: Cells
    data: Path
    before: Cells

    @property
    def keeps_rows(self) -> bool:
        """Whether the same amounts are known before and after: those that are PM have rows elsewhere."""
        known = [value == "PM" for value in self.cells.values()]
        return known == [self.before[place] is None for place in self.cells]


def drawn_changes(draw: Draw, places: Mapping[Row, Place], unit: int) -> Cells:
    """Draw other numbers for some inputs: the same one for every cell with the same number of the files."""
    sums = [(place.owner, place.same) for place in places.values() if not place.path]
    without = {owner.partition(".")[2] or same[0] for owner, same in sums if isinstance(same, tuple)}
    paths: dict[str, Place] = {}
    for place in places.values():
        of_sum = place.path.startswith("drivers.") and place.path.split(".")[1] in without
        if place.path and not of_sum:
            paths.setdefault(place.path, place)
    if not paths:
        return {}
    chosen = draw(st.lists(st.sampled_from(sorted(paths)), min_size=1, max_size=4, unique=True))
    values = {path: typed(draw, paths[path], unit) for path in chosen}
    return {
        (sheet, f"{letters(place.column)}{row}"): values[place.path]
        for (sheet, row), place in places.items()
        if place.path in values and not (place.shared and place.kind == "number")
    }


def changed_case(draw: Draw, files: dict[str, str], folder: Path) -> Case | None:
    """Return an exported workbook and drawn changes; None: ridcalc refuses the budget, or nothing is to change."""
    data = write_folder(folder / "data", files)
    for old in (data / "scenarios").glob("*.yaml"):
        old.unlink()
    try:
        path = exported(data, "before")
    except ProblemsFoundError:
        return None
    layout = layout_of(found_in(data), Options(), DUTCH)
    places = places_of(layout)
    cells = drawn_changes(draw, places, layout.unit)
    before = {(sheet, f"{letters(place.column)}{row}"): place.value for (sheet, row), place in places.items()}
    return Case(path, cells, data, before) if cells else None


def adopted(path: Path, data: Path) -> str | list[str]:
    """Return the scenario of a changed workbook, or the codes of what the files refuse."""
    try:
        content = run(
            Request(str(data), Progress()), Asked(str(path), "eigen", dry_run=False, force=True), "en"
        ).content
    except ProblemsFoundError as error:
        codes = sorted({problem.code for problem in error.problems})
        if codes == ["workbook-refused"]:
            raise
        return codes
    return content or []


def expected_of(data: Path, content: str) -> Path:
    """Write a scenario, and return its workbook."""
    write_folder(data, {"scenarios/eigen.yaml": content})
    return exported(data, "after", "eigen")


def compared(case: Case, found: Cells, content: str) -> bool:
    """Hold what another program calculated against the scenario; False where the workbook's guard refuses."""
    other = expected_of(case.data, content)
    if str(found["Overzicht", "A4"]).startswith("CONTROLE FAALT"):
        return False
    expected, there = stored_values(other), names_of(other)
    totals = {name: place for name, place in names_of(case.path).items() if name in there}
    assert {
        name: found[place] for name, place in totals.items() if not alike(found[place], expected[there[name]])
    } == {}
    measures = json.loads((case.data / "measures.yaml").read_text(encoding="utf-8"))
    by_measure = (
        measures["budget"]["rounding"].get("level") != "total"
    )  # otherwise the rows are of batches, which differ
    if by_measure and case.keeps_rows:
        assert Changed(case.path, {}, expected, as_values=False, may_fail=False).is_followed(found)
    return True


@pytest.mark.slow
@given(draw=st.data(), files=BUDGETS)
@settings(CALM, max_examples=times(60))
def test_what_was_changed_in_a_workbook_comes_back_and_gives_its_figures(
    draw: st.DataObject, files: dict[str, str], tmp_path: Path
) -> None:
    case = changed_case(draw.draw, files, tmp_path)
    if case is None:
        event("nothing to change")
        return
    content = adopted(with_changes(case.path, case.cells), case.data)
    if not isinstance(content, str):
        event(f"refused: {', '.join(content) or 'the same numbers'}")
        return
    event("followed" if compared(case, by_ironcalc(case.path, case.cells), content) else "the guard fails")


@pytest.mark.slow
def test_what_libreoffice_calculates_in_a_changed_workbook_is_what_comes_back(tmp_path: Path, profile: Path) -> None:
    cases: list[tuple[Path, Case]] = []

    @settings(CALM, max_examples=times(10), phases=[Phase.generate])
    @given(draw=st.data(), files=BUDGETS)
    def draw_cases(draw: st.DataObject, files: dict[str, str]) -> None:
        folder = tmp_path / f"case-{len(cases)}"
        folder.mkdir(exist_ok=True)
        case = changed_case(draw.draw, files, folder)
        if case is not None:
            cases.append((with_changes(case.path, case.cells).rename(tmp_path / f"{len(cases)}.xlsx"), case))

    draw_cases()
    followed = 0
    for (_, case), saved in zip(cases, all_converted([copy for copy, _ in cases], "xlsx", profile), strict=True):
        content = adopted(saved, case.data)  # as LibreOffice saved it again
        if isinstance(content, str):
            found = stored_values(saved)
            followed += compared(case, {place: found.get(place) for place in formulas_of(case.path)}, content)
    assert followed > len(cases) / 4


@pytest.mark.slow
def test_the_case_that_ships_comes_back_as_libreoffice_saved_it(ridcalc: Run, workbook: Path, profile: Path) -> None:
    typed_in = {("Maatregelen", "I7"): "PM", ("Maatregelen", "I8"): 250000, ("Maatregelen", "I9"): 12345.67}
    shares = {("Sleutels", "I7"): 55, ("Sleutels", "I8"): 45}
    saved = converted(with_changes(workbook, typed_in | shares), "xlsx", profile)
    outcome = ridcalc("adopt", saved, "--as", "eigen")
    assert (outcome.status, outcome.out.splitlines()[0]) == (0, f"{saved}: gewijzigde invoer: 5; scenario eigen")
    again = workbook.with_name("again.xlsx")
    assert ridcalc("export", again, "--scenario", "eigen").status == 0
    figures, expected, there = stored_values(saved), stored_values(again), names_of(again)
    named = {name: place for name, place in names_of(workbook).items() if name in there}
    assert len(named) > 10
    assert {
        name: figures[place] for name, place in named.items() if not alike(figures[place], expected[there[name]])
    } == {}
