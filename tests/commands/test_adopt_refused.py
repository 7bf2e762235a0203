"""`ridcalc adopt`: what cannot be taken from a workbook is refused, with its place."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from adopted_budget import KEYS, MEASURES, cell, typed
from builders import Run, write_folder
from engines import rows_of
from ridcalc import __version__
from tampering import changed, parts_of, put, swap, write_parts

pytestmark = pytest.mark.usefixtures("english")


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
