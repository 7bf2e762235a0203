"""Texts that end at a #: which comments are probably a part of the text, and which are ordinary."""

from pathlib import Path

import pytest

from builders import ROOT, SCENARIOS, write_folder
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = "participants: {a: {}, b: {}}\nkeys: {k: {shares: {a: 1/2, b: 1/2}}}\n"
MEASURES = """\
budget: {years: [2024]}
measures:
  m:
    nature: incidental
    key: k
    amounts: {2024: 1000}
"""


def warnings_of(
    folder: Path, lines: str, *changes: str, scenario: str = "name: S\n"
) -> list[tuple[str, int, int, int, str]]:
    """Return file, line, column, length and hint of each warning about a measure with these lines."""
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES + lines, "scenarios/s.yaml": scenario}
    case = load(Folder(str(write_folder(folder, files))), "s", changes).case
    assert {remark.code for remark in case.remarks} <= {"text-cut"}
    return [
        (Path(place.file).name, place.line or 0, place.column or 0, place.length, Language("en").text(remark.hint))
        for remark in case.remarks
        if (place := remark.place) and remark.hint
    ]


@pytest.mark.parametrize(
    ("line", "column", "lost", "whole"),
    [
        ("name: Fase #2 (deel)", 16, "#2 (deel)", '"Fase #2 (deel)"'),
        ("name: Fase  #2  ", 17, "#2", '"Fase #2"'),
        ("note: zie #zaak", 15, "#zaak", '"zie #zaak"'),
        ('note: zie "A" #2', 19, "#2", "'zie \"A\" #2'"),
        ('note: zo\'n "A" #2', 20, "#2", "'zo''n \"A\" #2'"),
        ("booking: {programma: 0 #1\n    }", 28, "#1", '"0 #1"'),
        ("booking: {codes: {kostenplaats: 4711 #2\n    }}", 42, "#2", '"4711 #2"'),
    ],
)
def test_a_comment_that_begins_with_a_letter_or_digit_is_probably_text(
    line: str, column: int, lost: str, whole: str, tmp_path: Path
) -> None:
    hint = f"put the whole text in quotation marks: {whole}; or write a space after the # of a comment"
    assert warnings_of(tmp_path, f"    {line}\n") == [("measures.yaml", 7, column, len(lost), hint)]


@pytest.mark.parametrize(
    "line",
    [
        "name: Fase 2  # deel van zaak 4711",
        "name: Fase 2 # 4711",
        "name: Fase 2 #",
        "name: Fase 2 ## deel",
        "name: Fase 2 #- deel",
        "name: Fase#2",
        'name: "Fase #2"',
        "name: 'Fase #2'",
        'name: "Fase 2" #2',
        "note: |\n      Fase #2\n",
        "note: >\n      Fase #2\n",
        "side: expense #2",
        "vat: excluded #2",
        "x-note: Fase #2",
        "x-more: {note: Fase #2\n    }",
        "pc_document: {} #2",
        "# name: Fase #2",
    ],
)
def test_other_comments_are_ordinary(line: str, tmp_path: Path) -> None:
    assert warnings_of(tmp_path, f"    {line}\n") == []


def test_a_text_of_several_lines_ends_on_its_last(tmp_path: Path) -> None:
    hint = (
        'put the whole text in quotation marks: "een tekst die doorloopt #2"; or write a space after the # of a comment'
    )
    lines = "    note: een tekst\n      die doorloopt #2\n"
    assert warnings_of(tmp_path, lines) == [("measures.yaml", 8, 21, len("#2"), hint)]


def test_texts_of_the_scenario_its_patch_and_set_texts_count_too(tmp_path: Path) -> None:
    scenario = "name: Plan #1\nassumptions:\n  - offerte #88\npatch: {measures: {m: {note: zaak #5\n }}}\n"
    changed = warnings_of(tmp_path, "", "measures.m.name=Fase #2", scenario=scenario)
    assert sorted((file, line, column) for file, line, column, *_ in changed) == [
        ("measures.m.name=Fase #2", 1, 22),
        ("s.yaml", 1, 12),
        ("s.yaml", 3, 13),
        ("s.yaml", 4, 35),
    ]


@pytest.mark.parametrize("scenario", ["none", *SCENARIOS])
def test_the_shipped_files_have_none(scenario: str) -> None:
    assert load(Folder(str(ROOT / "data")), scenario).case.remarks == ()
