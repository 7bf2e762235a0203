"""`ridcalc adopt`: what people changed in a workbook comes back as a scenario, and nothing else does."""

import json
import re
from pathlib import Path

import pytest

from adopted_budget import cell, typed
from builders import Run, write_folder
from engines import rows_of, with_changes
from tampering import changed, parts_of, put, write_parts

pytestmark = pytest.mark.usefixtures("english")


def scenario(name: str = "eigen") -> str:
    """Return the YAML of a scenario, from its patch on and without remarks."""
    text = Path(f"data/scenarios/{name}.yaml").read_text(encoding="utf-8")
    return re.sub(r"  # .*", "", text[text.index("patch:") :])


def test_every_kind_of_input_comes_back_where_it_stands_in_the_files(ridcalc: Run, book: Path) -> None:
    path = typed(
        book,
        ("Measures", "I", ("inhuur", "2025"), 1250.5),
        ("Measures", "I", ("inhuur", "2026"), 80),
        ("Measures", "I", ("pakket", "2026"), "PM"),
        ("Composition", "F", ("measures.beheer.yearly.2025",), 425),
        ("Composition", "F", ("measures.werkplek.tariff.price.2025",), 13.75),
        ("Composition", "F", ("drivers.plekken.values.2025.noord",), 31),
        ("Keys", "I", ("telling", "noord"), 31),
        ("Composition", "F", ("measures.korting.parts.2025.zuid",), 7),
        ("Indexation", "F", ("indices.loon.rates.2026",), 0.0325),
        ("Keys", "I", ("keys.vast.fixed.dienst",), 20),
        ("Keys", "I", ("gewicht", "zuid"), 3),
    )
    outcome = ridcalc("adopt", path, "--as", "eigen")
    assert (outcome.status, outcome.out.splitlines()[0]) == (0, f"{path}: inputs changed: 11; scenario eigen")
    assert scenario() == (
        "patch:\n"
        "  drivers:\n    plekken:\n      values:\n        2025:\n          noord: 31\n"
        "  keys:\n    gewicht:\n      weights:\n        zuid: 3\n"
        "    vast:\n      fixed:\n        dienst: 20\n"
        "  indices:\n    loon:\n      rates:\n        2026: 3.25%\n"
        "  measures:\n"
        "    inhuur:\n      amounts:\n        2025: 1250.50\n        2026: 80\n"
        "    pakket:\n      amounts:\n        2025: 300\n        2026: PM\n      total: null\n      spread: null\n"
        "    beheer:\n      yearly:\n        2025: 425\n"
        "    werkplek:\n      tariff:\n        price:\n          2025: 13.75\n"
        "    korting:\n      parts:\n        2025:\n          zuid: 7\n"
    )
    assert ridcalc("allocate", "--scenario", "eigen").status == 0
    assert ridcalc("export", "again.xlsx", "--scenario", "eigen").status == 0
    # 2025: 1250.50 and 300, 425, 13.75 × 51, 10 + 7, 60 and 50; and in 2026 no PM for inhuur.
    total = [row for row in rows_of(Path("again.xlsx"), "Measures") if "inhuur" in row]
    assert [row[8] for row in total] == [1250.5, 80]


def test_shares_that_still_add_up_stay_shares_and_others_become_weights(ridcalc: Run, book: Path) -> None:
    same = typed(book, ("Keys", "I", ("delen", "noord"), 55), ("Keys", "I", ("delen", "zuid"), 45))
    assert ridcalc("adopt", same, "--as", "eigen").status == 0
    assert scenario() == "patch:\n  keys:\n    delen:\n      shares:\n        noord: 55%\n        zuid: 45%\n"
    other = typed(book, ("Keys", "I", ("delen", "noord"), 70))
    assert ridcalc("adopt", other, "--as", "eigen", "--force").status == 0
    weights = "      weights:\n        noord: 70\n        zuid: 40\n      shares: null\n"
    assert scenario() == f"patch:\n  keys:\n    delen:\n{weights}"
    assert ridcalc("allocate", "--scenario", "eigen").status == 0


def test_a_correction_of_an_index_is_written_with_the_others_of_its_year(ridcalc: Run, book: Path) -> None:
    corrections = [
        f"F{number}"
        for number, row in enumerate(rows_of(book, "Indexation"), 1)
        if row[7:8] == ["loon"] and row[3] == "2026" and row[8] is None
    ]
    path = with_changes(book, {("Indexation", corrections[1]): 0.0075})
    assert ridcalc("adopt", path, "--as", "eigen").status == 0
    assert scenario() == "patch:\n  indices:\n    loon:\n      corrections:\n        2026: [1%, 0.75%]\n"


def test_a_scenario_is_based_on_that_of_the_workbook_with_its_set_texts(ridcalc: Run, book: Path) -> None:
    write_folder(Path("data"), {"scenarios/krap.yaml": "name: Krap\nwithout: [loket]\n"})
    options = ("--scenario", "krap", "--set", "measures.inhuur.amounts.2026=5", "--set", "budget.name='Kort: 1'")
    assert ridcalc("export", book, *options, "--force").status == 0
    path = typed(book, ("Measures", "I", ("inhuur", "2025"), 900))
    assert ridcalc("adopt", path, "--as", "eigen").status == 0
    text = Path("data/scenarios/eigen.yaml").read_text(encoding="utf-8")
    assert "\nbase: krap\n" in text
    assert '    name: "Kort: 1"' in text
    assert "        2025: 900  # was 1000\n        2026: 5  # was PM\n" in text
    without = ridcalc("allocate", "--scenario", "eigen", "--by", "measure").out
    assert "Loket" not in without


def test_nothing_changed_is_no_scenario(ridcalc: Run, book: Path) -> None:
    outcome = ridcalc("adopt", book, "--as", "eigen")
    assert (outcome.status, outcome.out, outcome.err) == (0, "book.xlsx: nothing changed\n", "")
    assert ridcalc("adopt", book, "--as", "eigen", "--lang", "nl").out == "book.xlsx: niets gewijzigd\n"
    assert not Path("data/scenarios").exists()


def test_pm_in_small_letters_over_pm_changes_nothing(ridcalc: Run, book: Path) -> None:
    _, place = cell(book, "Measures", "I", "inhuur", "2026")
    small = put(rf'(<c r="{place}"(?: s="[0-9]+")?)[^>]*>.*?</c>', r'\1 t="inlineStr"><is><t>pm</t></is></c>')
    write_parts(book, changed(parts_of(book), Measures=small))
    outcome = ridcalc("adopt", book, "--as", "eigen")
    assert (outcome.status, outcome.out) == (0, "book.xlsx: nothing changed\n")


def test_a_dry_run_lists_the_changes_and_writes_nothing(ridcalc: Run, book: Path) -> None:
    sheet, place = cell(book, "Measures", "I", "inhuur", "2025")
    path = with_changes(book, {(sheet, place): 1100})
    outcome = ridcalc("adopt", path, "--as", "eigen", "--dry-run")
    change = f"  Measures!{place}: was 1000.00, is 1100.00; --set measures.inhuur.amounts.2025=1100\n"
    assert outcome.out == f"{path}: inputs changed: 1; nothing is written\n{change}"
    assert not Path("data/scenarios").exists()


def test_json_has_the_changes_and_what_was_not_taken_over(ridcalc: Run, book: Path) -> None:
    formula = rows_of(book, "Division")  # a total that was typed over
    number = next(number for number, row in enumerate(formula, 1) if number > 6 and row[0] == 1)
    path = typed(book, ("Measures", "I", ("inhuur", "2025"), 1100))
    text = put(rf'(<c r="A{number}"[^>]*>)<v>1</v>', r"\1<v>9</v>")
    write_parts(path, changed(parts_of(path), Division=text))
    found = json.loads(ridcalc("adopt", path, "--as", "eigen", "--format", "json").out)
    setting = "measures.inhuur.amounts.2025"
    assert found == {
        "format": "ridcalc/adoption",
        "version": 1,
        "file": str(path),
        "as": "eigen",
        "changes": [{"path": setting, "from": "1000.00", "to": "1100.00", "set": f"{setting}=1100"}],
        "ignored": [{"sheet": "Division", "cell": f"A{number}", "kind": "constant"}],
    }
    assert "measures" in scenario()
