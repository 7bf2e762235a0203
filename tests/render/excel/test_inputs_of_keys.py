"""Amounts of keys as inputs of the workbook: changing them there gives what ridcalc gives for the changed files."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from builders import Run, write_folder
from changed_keys import Files, changed_amounts
from changed_rules import number
from decisions import found_in
from effort import times
from engines import (
    alike,
    assert_live,
    by_formualizer,
    by_ironcalc,
    formulas_of,
    rows_of,
    stored_values,
    with_changes,
)
from libreoffice import all_converted
from ridcalc.commands.export import book_of
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.render.excel.save import save
from ridcalc.render.excel.selection import Options
from stored_cells import Cells

KEYS = """\
participants:
  noord: {}
  zuid: {}
  dienst: {}
  derde: {}
  inkoper: {}
  oud: {}
drivers: {uren: {unit: uur, values: {2025: {inkoper: 7}}}}
keys:
  rid:
    weights: {noord: 2, zuid: 1}
    fixed: {dienst: 12.34}
    tariff:
      derde: {quantity: 2.5, price: 1.25, factor: 1.1}
      inkoper: {driver: uren, price: 2}
    leaves: {oud: {last: 33.33, path: {2025: 100%, 2026: 50%}}}
    base: 10
"""
MEASURES = """\
budget: {years: [2025, 2026]}
measures:
  ict: {nature: structural, key: rid, amounts: {2025: 200, 2026: 300}}
"""
FINE, CHANGED, FAILS = "Controle: in orde", "gewijzigd sinds de uitvoer", "CONTROLE FAALT"


def exported(ridcalc: Run, folder: Path, keys: str = KEYS, *more: str) -> Path:
    """Return the workbook of the budget above."""
    data = write_folder(folder / "data", {"keys.yaml": keys, "measures.yaml": MEASURES})
    assert ridcalc("export", folder / "b.xlsx", "--data", data, "--lang", "nl", *more).status == 0
    return folder / "b.xlsx"


@pytest.fixture
def book(ridcalc: Run, tmp_path: Path) -> Path:
    """Return the workbook of the budget above."""
    return exported(ridcalc, tmp_path)


def input_at(path: Path, setting: str) -> tuple[str, str]:
    """Return the cell on the sheet Sleutels of the input with a path in the files."""
    rows = enumerate(rows_of(path, "Sleutels"), 1)
    return next(("Sleutels", f"I{row}") for row, cells in rows if setting in cells)


def parts_in(path: Path, values: Cells) -> dict[tuple[int, str], Any]:
    """Return (year, participant) → the part in the trace, out of these values of cells."""
    rows = rows_of(path, "Herleiding")
    year, who, amount = (rows[5].index(name) for name in ("jaar", "deelnemer_id", "bedrag"))
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[amount]
    return {
        (row[year], row[who]): values.get(("Herleiding", f"{letter}{number}"), row[amount])
        for number, row in enumerate(rows, 1)
        if number > 6 and row[year]
    }


def test_the_workbook_holds_and_lists_the_amounts_of_the_key(book: Path) -> None:
    assert_live(book)
    rows = [[cell for cell in row if cell is not None] for row in rows_of(book, "Sleutels")]
    paths = [row[-1] for row in rows if row and str(row[-1]).startswith(("keys.", "drivers."))]
    assert paths == [
        "keys.rid.fixed.dienst",
        "keys.rid.tariff.derde.quantity",
        "keys.rid.tariff.derde.price",
        "keys.rid.tariff.derde.factor",
        "drivers.uren.values.2025.inkoper",
        "keys.rid.tariff.inkoper.price",
        "keys.rid.tariff.inkoper.factor",
        "keys.rid.leaves.oud.last",
        "keys.rid.leaves.oud.path.2025",
        "keys.rid.leaves.oud.path.2026",
        "keys.rid.base",
    ]


def test_changed_amounts_of_a_key_are_followed_to_the_cent(book: Path) -> None:
    changes = {
        "keys.rid.fixed.dienst": 20,
        "keys.rid.tariff.derde.price": 1.5,
        "drivers.uren.values.2025.inkoper": 8,
        "keys.rid.leaves.oud.path.2026": 0.25,
        "keys.rid.base": 15,
    }
    cells = {input_at(book, setting): value for setting, value in changes.items()}
    # 2025: 200 - 20 - 4,13 (2,5 × 1,5 × 1,1 = 4,125) - 16 - 33,33 - 30 = 96,54: 64,36 and 32,18.
    # 2026: 300 - 20 - 4,13 - 16 - 8,33 (a quarter of 33,33) - 30 = 221,54: 147,69 and 73,85.
    expected = {
        (2025, "noord"): 79.36,
        (2025, "zuid"): 47.18,
        (2025, "dienst"): 20,
        (2025, "derde"): 4.13,
        (2025, "inkoper"): 16,
        (2025, "oud"): 33.33,
        (2026, "noord"): 162.69,
        (2026, "zuid"): 88.85,
        (2026, "dienst"): 20,
        (2026, "derde"): 4.13,
        (2026, "inkoper"): 16,
        (2026, "oud"): 8.33,
    }
    for engine in (by_formualizer, by_ironcalc):
        found = engine(book, cells)
        assert parts_in(book, found) == pytest.approx(expected, abs=1e-9)
        assert CHANGED in str(found["Overzicht", "A4"])


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("keys.rid.fixed.dienst", -1),
        ("keys.rid.fixed.dienst", 1.005),
        ("keys.rid.leaves.oud.path.2026", 1.01),
        ("keys.rid.tariff.derde.price", "PM"),
        pytest.param("keys.rid.tariff.derde.price", 10**13, marks=pytest.mark.slow),
        ("keys.rid.base", 100),  # two times 100 is more than is left
    ],
)
def test_the_guard_turns_red_for_an_amount_that_a_key_cannot_have(setting: str, value: float | str, book: Path) -> None:
    assert FAILS in str(by_ironcalc(book, {input_at(book, setting): value})["Overzicht", "A4"])


@pytest.mark.slow
def test_verify_names_the_setting_that_says_the_same(ridcalc: Run, book: Path, tmp_path: Path) -> None:
    changed = openpyxl.load_workbook(book)
    for setting, value in {"keys.rid.fixed.dienst": 20, "keys.rid.leaves.oud.path.2026": 0.25}.items():
        sheet, place = input_at(book, setting)
        changed[sheet][place] = value
    changed.save(book)
    out = ridcalc("verify", book, "--data", tmp_path / "data", "--lang", "nl").out
    assert "is 20 en moet 12,34 zijn; --set keys.rid.fixed.dienst=20\n" in out
    assert "; --set keys.rid.leaves.oud.path.2026=25%\n" in out


@pytest.mark.slow
def test_since_lists_a_changed_amount_of_a_key(ridcalc: Run, book: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    options = ("--data", tmp_path / "data", "--since", book, "--set", "keys.rid.base=15", "--lang", "nl")
    assert ridcalc("export", new, *options).status == 0
    rows = [row[:3] for row in rows_of(new, "Leeswijzer") if row[3] == "since"]
    assert rows[1:] == [["rid, Basis van ieder", "10", "15"]]


@pytest.mark.slow
def test_under_bounds_the_amounts_are_values_and_a_change_needs_a_new_export(ridcalc: Run, tmp_path: Path) -> None:
    book = exported(ridcalc, tmp_path, KEYS.replace("base: 10", "minimum: {zuid: 60}\n    maximum: {noord: 90}"))
    rows = [row for row in rows_of(book, "Sleutels") if str(row[18]).startswith(("keys.", "drivers."))]
    assert [row[3] for row in rows[-2:]] == ["Minimum", "Maximum"]
    assert {row[9] for row in rows} == {"als waarde"}
    assert not {place for place in formulas_of(book) if place[0] == "Herleiding" and place[1] in {"AL7", "R7"}}
    found = by_ironcalc(book, {input_at(book, "keys.rid.minimum.zuid"): 61})
    assert FAILS in str(found["Overzicht", "A4"])


@pytest.mark.slow
def test_the_sheet_division_shows_what_each_step_gave(ridcalc: Run, tmp_path: Path) -> None:
    book = exported(ridcalc, tmp_path, KEYS.replace("base: 10", "base: 10\n    minimum: {zuid: 60}"))
    assert_live(book)
    rows = [list(row[1:12]) for row in rows_of(book, "Verdeling")]
    head = next(number for number, row in enumerate(rows) if row[0] == "deelnemer")
    assert rows[head][4:11] == ["Vast", "Tarief", "Uittreding", "Basis", "Naar rato", "Begrenzing", "Bijdrage"]
    # 200 - 12,34 - 17,44 - 33,33 - 20 = 116,89: naar rato 77,93 en 38,96; met basis heeft zuid 48,96, dus 11,04 meer.
    assert rows[head + 1][:3] + rows[head + 1][4:] == ["noord", 2025, "S", 0, 0, 0, 10, 77.93, -11.04, 76.89]
    assert rows[head + 2][:3] + rows[head + 2][4:] == ["zuid", 2025, "S", 0, 0, 0, 10, 38.96, 11.04, 60]
    assert rows[head + 7][0] == "Totaal van rid"
    assert rows[head + 7][4:] == [12.34, 17.44, 33.33, 20, 116.89, 0, 200]
    assert rows[head + 8][0] == "zuid: minimum € 60,00; zonder minimum € 48,96"


def test_the_block_of_steps_follows_a_changed_input(book: Path) -> None:
    found = by_ironcalc(book, {input_at(book, "keys.rid.fixed.dienst"): 20})
    rows = rows_of(book, "Verdeling")
    head = next(number for number, row in enumerate(rows, 1) if row[1] == "deelnemer")
    column = "ABCDEFGHIJKLMNOP"[rows[head - 1].index("Vast")]
    assert found["Verdeling", f"{column}{head + 3}"] == 20
    assert found["Verdeling", f"{column}{head + 7}"] == 20


CALM = settings(
    max_examples=times(1),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example would take minutes
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def saved(files: Files, folder: Path, name: str) -> Path:
    """Export files to a workbook.

    Raises:
        ProblemsFoundError: a batch does not fit the amounts of its key.
    """
    texts = {"keys.yaml": json.dumps(files[0]), "measures.yaml": json.dumps(files[1])}
    found = found_in(write_folder(folder / name, texts))
    path = folder / f"{name}.xlsx"
    path.write_bytes(save(book_of(found, Options(), Language("nl"))))
    return path


def changes_of(path: Path, after: Files) -> dict[tuple[str, str], Any]:
    """Return the inputs of the sheet Sleutels with a path, as the changed files have them."""
    cells: dict[tuple[str, str], Any] = {}
    for row, texts in enumerate(rows_of(path, "Sleutels"), 1):
        setting = texts[18] if len(texts) > 18 else None
        if setting and row > 6 and "." in str(setting):
            found: Any = after[0]
            for name in str(setting).split("."):
                found = found.get(name, "1") if name == "factor" else found[name]
            cells["Sleutels", f"I{row}"] = float(number(found))
    return cells


def differing(found: Cells, expected: Cells) -> dict[tuple[str, str], tuple[object, object]]:
    """Return the amounts and parts that a program calculates otherwise than ridcalc."""
    places = [place for place in found if place[0] == "Verdeling" and place[1] != "A4"]
    places += [place for place in found if (place[0], place[1][0]) == ("Herleiding", "S")]
    return {
        place: (found[place], expected.get(place)) for place in places if not alike(found[place], expected.get(place))
    }


def changed_case(drawn: tuple[Files, Files], folder: Path) -> tuple[Path, Cells, dict[tuple[str, str], Any]] | None:
    """Return the workbook of drawn files, what ridcalc says of the changed ones, and the cells to change."""
    before, after = drawn
    try:
        path, other = (saved(one, folder, name) for one, name in ((before, "b"), (after, "a")))
    except ProblemsFoundError:
        return None
    return path, stored_values(other), changes_of(path, after)


@given(drawn=changed_amounts())
@settings(CALM)
def test_changed_amounts_of_random_keys_give_what_ridcalc_gives(drawn: tuple[Files, Files], tmp_path: Path) -> None:
    case = changed_case(drawn, tmp_path)
    if case is None:
        event("refused")
        return
    path, expected, cells = case
    for engine in (by_formualizer, by_ironcalc):
        assert differing(engine(path, cells), expected) == {}


@pytest.mark.slow
def test_libreoffice_gives_what_ridcalc_gives_for_changed_amounts_of_keys(tmp_path: Path, profile: Path) -> None:
    cases: list[tuple[Path, Cells, Path]] = []

    @settings(CALM, max_examples=times(20), phases=[Phase.generate])
    @given(drawn=changed_amounts())
    def draw(drawn: tuple[Files, Files]) -> None:
        folder = tmp_path / str(len(cases))
        folder.mkdir(exist_ok=True)
        case = changed_case(drawn, folder)
        if case is not None:
            path, expected, cells = case
            copy = with_changes(path, cells).rename(tmp_path / f"{len(cases)}.xlsx")
            cases.append((path, expected, copy))

    draw()
    converted = all_converted([copy for _, _, copy in cases], "xlsx", profile)
    for (path, expected, _), one in zip(cases, converted, strict=True):
        found = stored_values(one)
        assert differing({place: found.get(place) for place in formulas_of(path)}, expected) == {}
    assert len(cases) > 1
