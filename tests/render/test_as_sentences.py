"""Sentences: a line per figure that says whose it is, for mail, for searching and for screen readers."""

from dataclasses import replace
from pathlib import Path

import pytest

from builders import Run, write_folder
from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language
from ridcalc.render.as_sentences import render
from ridcalc.views.table import Branch, Outline, Row, Section, Table, amount

ROWS = (
    Row("block", "Incidenteel"),
    Row("head", "Eerste helft", (amount(300), None)),
    Row("body", "Noord", (amount(100), amount(200))),
    Row("total", "Totaal", (amount(400), amount(500))),
    Row("part", "waarvan lasten", (amount(600), None), 1),
    Row("block", "Structureel"),
    Row("body", "Noord", (amount(700), None)),
)
TABLE = Table("Begroting", ("in euro's",), say("Participant"), ("2024", "2025"), ROWS, ())


def test_a_figure_names_its_block_its_group_its_row_and_its_column() -> None:
    assert render(TABLE, Language("nl")).splitlines() == [
        "Begroting",
        "in euro's",
        "Incidenteel, Eerste helft, 2024: € 3",
        "Incidenteel, Eerste helft, Noord, 2024: € 1",
        "Incidenteel, Eerste helft, Noord, 2025: € 2",
        "Incidenteel, Totaal, 2024: € 4",
        "Incidenteel, Totaal, 2025: € 5",
        "Incidenteel, Totaal, waarvan lasten, 2024: € 6",
        "Structureel, Noord, 2024: € 7",
    ]


def test_lines_and_notes_follow_the_figures() -> None:
    table = replace(TABLE, rows=(), lines=(("✓", "klopt"),), foot=(Section("Legenda", (("*", "aanname"),)),))
    assert render(table, Language("nl")).splitlines()[2:] == ["✓ klopt", "Legenda: * aanname"]


def test_hints_are_left_out() -> None:
    assert "ridcalc" not in render(replace(TABLE, hints=("ridcalc explain a 2024",)), Language("nl"))


@pytest.mark.usefixtures("shipped")
def test_each_amount_of_the_shipped_case_is_a_sentence(ridcalc: Run) -> None:
    lines = ridcalc("allocate", "--format", "sentences").out.splitlines()
    assert "Gemeente Zevenaar, 2023: € 213.200,00* + 1 PM" in lines
    assert "Totaal, waarvan incidenteel, 2024: € 50.000,00* + 1 PM" in lines
    by_measure = ridcalc("allocate", "--format", "sentences", "--by", "measure").out.splitlines()
    assert "Incidenteel, Programmamanager, 2023: € 50.000*" in by_measure
    assert "Structureel, Totaal structureel, 2023: 1 PM*" in by_measure
    assert "Totaal, 2023: € 410.000* + 1 PM" in by_measure, "of both natures"


def test_without_a_name_a_figure_has_the_id(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: structural, key: k, amounts: {2024: 1}}}",
    }
    shown = ridcalc("allocate", "--data", write_folder(tmp_path, files), "--format", "sentences").out
    assert "\na, 2024: € 1\n" in shown


def test_an_outline_keeps_its_branches() -> None:
    outline = Outline("Duiven 2023", (), (Branch("123", (Branch("van 410"),)),))
    assert render(outline, Language("nl")).splitlines() == ["Duiven 2023", "123", "van 410"]
