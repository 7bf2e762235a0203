"""`ridcalc adopt`: what people changed in a workbook comes back as a scenario, and nothing else does."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import rows_of, with_changes
from ridcalc import __version__
from tampering import changed, parts_of, put, swap, write_parts

pytestmark = pytest.mark.usefixtures("english")

KEYS = """\
participants:
  noord: {name: Noord}
  zuid: {name: Zuid}
  dienst: {name: Dienst}
drivers:
  plekken: {name: Plekken, values: {2025: {noord: 30, zuid: 20}}}
keys:
  delen: {shares: {noord: 60%, zuid: 40%}}
  gewicht: {weights: {noord: 2, zuid: 1}}
  telling: {driver: plekken, among: [noord, zuid]}
  vast: {weights: {noord: 2, zuid: 1}, fixed: {dienst: 12.34}}
"""
MEASURES = """\
budget: {years: [2025, 2026], language: en, defaults: {nature: structural}}
indices:
  loon: {rates: {2026: 3%}, corrections: {2026: [1%, 0.5%]}}
measures:
  inhuur: {name: Inhuur, key: delen, amounts: {2025: 1000, 2026: PM}}
  pakket: {name: Pakket, total: 900, spread: {2025: 1/3, 2026: 2/3}, key: gewicht}
  beheer: {name: Beheer, key: delen, yearly: {2025: 400}, index: loon, price_level: 2025}
  werkplek: {name: Werkplek, tariff: {driver: plekken, among: [noord, zuid], price: {2025: 12.50}}}
  korting: {name: Korting, parts: {2025: {noord: 10, zuid: 5}}}
  dienst: {name: Dienst, amounts: {2025: 60}, key: vast}
  loket: {name: Loket, amounts: {2025: 50}, key: telling}
"""
MADE: list[bytes] = []
"""The workbook of the budget above, made once: its bytes are always the same."""


@pytest.fixture
def book(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the workbook of the budget above, beside its data."""
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    path = Path("book.xlsx")
    if not MADE:
        outcome = ridcalc("export", path)
        assert outcome.status == 0, outcome.err
        MADE.append(path.read_bytes())
    path.write_bytes(MADE[0])
    return path


def cell(path: Path, sheet: str, column: str, *texts: object) -> tuple[str, str]:
    """Return the cell in a column and in the first row of a sheet that has all these texts."""
    for number, row in enumerate(rows_of(path, sheet), 1):
        if set(texts) <= set(row):
            return sheet, f"{column}{number}"
    raise AssertionError(texts)


def typed(path: Path, *changes: tuple[str, str, tuple[object, ...], object]) -> Path:
    """Return the workbook with other numbers: a sheet, a column, the texts of a row, and what is typed."""
    return with_changes(path, {cell(path, sheet, column, *texts): value for sheet, column, texts, value in changes})


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


def refused(ridcalc: Run, path: Path, *more: str) -> str:
    """Return the problems of a workbook that is refused; nothing is written."""
    before = sorted(Path("data").rglob("*"))
    outcome = ridcalc("adopt", path, "--as", "eigen", *more)
    assert (outcome.status, outcome.out) == (1, "")
    assert sorted(Path("data").rglob("*")) == before
    return outcome.err


def test_a_workbook_of_values_of_another_version_or_of_other_files_is_refused(ridcalc: Run, book: Path) -> None:
    assert ridcalc("export", "values.xlsx", "--values").status == 0
    assert "this is a workbook of values" in refused(ridcalc, Path("values.xlsx"))
    parts = parts_of(book)
    old = write_parts(Path("old.xlsx"), changed(parts, Basis=put(r"ridcalc [0-9][^<]*<", "ridcalc 0.1<")))
    assert f"made by ridcalc 0.1, and this is ridcalc {__version__}" in refused(ridcalc, old)
    measures = Path("data/measures.yaml")
    measures.write_text(measures.read_text(encoding="utf-8") + "# looked at\n", encoding="utf-8")
    assert "measures.yaml is not what it was when the workbook was made" in refused(ridcalc, book)


def test_an_existing_scenario_a_wrong_name_and_the_scenario_itself_are_refused(ridcalc: Run, book: Path) -> None:
    write_folder(Path("data"), {"scenarios/eigen.yaml": "name: Eigen\n"})
    path = typed(book, ("Measures", "I", ("inhuur", "2025"), 1100))
    assert "file-exists" in refused(ridcalc, path)
    assert ridcalc("export", book, "--scenario", "eigen", "--force").status == 0
    assert "the workbook was made from scenario 'eigen' itself" in refused(ridcalc, book, "--force")
    assert "id-form" in ridcalc("adopt", path, "--as", "Mijn plan").err


EMPTY, FORMULA, TEXT = (
    r"<c r=\1/>",
    r"<c r=\1><f>1+1</f><v>2</v></c>",
    r'<c r=\1 t="inlineStr"><is><t>veel</t></is></c>',
)
SLOW = partial(pytest.param, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("sheet", "column", "texts", "content", "said"),
    [
        SLOW("Measures", "I", ("inhuur", "2025"), EMPTY, "this input is empty or a text"),
        SLOW("Measures", "I", ("inhuur", "2025"), TEXT, "this input is empty or a text"),
        ("Measures", "I", ("inhuur", "2025"), FORMULA, "a formula stands where an input belongs"),
        SLOW("Measures", "I", ("inhuur", "2025"), r"<c r=\1><v>10.005</v></c>", "this amount is not in whole cents"),
        SLOW("Keys", "I", ("gewicht", "zuid"), r"<c r=\1><v>1.5</v></c>", "a weight is a whole number"),
        (
            "Keys",
            "I",
            ("telling", "noord"),
            r"<c r=\1><v>31</v></c>",
            "a number of the files stands in several cells",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_refused_with_its_cell(
    ridcalc: Run, book: Path, sheet: str, column: str, texts: tuple[str, ...], content: str, said: str
) -> None:
    _, place = cell(book, sheet, column, *texts)
    change = put(rf'<c r=("{place}")[^>]*?(?:/>|>.*?</c>)', content)
    path = write_parts(Path("changed.xlsx"), changed(parts_of(book), **{sheet: change}))
    problems = refused(ridcalc, path)
    assert said in problems
    if "several" not in said:
        assert f"changed.xlsx!{sheet}!{place}: error[workbook-refused]" in problems


def without_row(number: int) -> Callable[[str], str]:
    """Return the change that removes a row: those below it move up."""

    def change(text: str) -> str:
        text = re.sub(rf'<row r="{number}".*?</row>', "", text, flags=re.DOTALL)
        moved = re.compile(r'(<row r=")([0-9]+)(".*?</row>)', re.DOTALL)

        def up(match: re.Match[str]) -> str:
            row = int(match[2])
            if row <= number:
                return match[0]
            return re.sub(rf'(r="[A-Z]*){row}"', rf'\g<1>{row - 1}"', match[0])

        return moved.sub(up, text)

    return change


def test_a_row_that_was_removed_or_added_is_refused_with_its_place(ridcalc: Run, book: Path) -> None:
    number = int(cell(book, "Measures", "", "pakket", "2025")[1])
    removed = write_parts(Path("removed.xlsx"), changed(parts_of(book), Measures=without_row(number)))
    problems = refused(ridcalc, removed)
    assert f"removed.xlsx!Measures!A{number}: error" in problems
    assert problems.count("error[") == 1
    last = 1 + max(number for number, row in enumerate(rows_of(book, "Measures"), 1) if isinstance(row[0], int))
    extra = f'<row r="{last}"><c r="I{last}"><v>5000</v></c></row>'
    parts = changed(parts_of(book), Measures=lambda text: _with_row(text, last, extra))
    problems = refused(ridcalc, write_parts(Path("added.xlsx"), parts))
    assert f"added.xlsx!Measures!I{last}: error" in problems
    assert "a number stands where the export has no input" in problems


def _with_row(text: str, number: int, row: str) -> str:
    text = re.sub(rf'<row r="{number}"[^>]*?(?:/>|>.*?</row>)', "", text, flags=re.DOTALL)
    return re.sub(rf'(?=<row r="{number + 1}")', row, text, count=1)


def test_a_sheet_that_is_gone_is_refused(ridcalc: Run, book: Path) -> None:
    path = write_parts(Path("gone.xlsx"), changed(parts_of(book), book=swap('name="Keys"', 'name="Old keys"')))
    assert "sheet Keys is missing" in refused(ridcalc, path)


def test_a_number_that_follows_from_several_has_no_place(ridcalc: Run, book: Path) -> None:
    members = "  samen: {members: [west, oost], key: binnen}\n  west: {}\n  oost: {}\ndrivers:"
    keys = KEYS.replace("drivers:", members).replace("zuid: 20}", "zuid: 20, west: 4, oost: 6}")
    keys += "  binnen: {weights: {west: 1, oost: 1}}\n"
    measures = MEASURES.replace("among: [noord, zuid], price", "among: [noord, samen], price")
    write_folder(Path("data"), {"keys.yaml": keys, "measures.yaml": measures})
    exported = ridcalc("export", book, "--force")
    assert exported.status == 0, exported.err
    path = typed(book, ("Composition", "F", ("plekken", "samen"), 25))
    assert "this number follows from several numbers in the files" in refused(ridcalc, path)
