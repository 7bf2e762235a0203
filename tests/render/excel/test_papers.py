"""The sheets that boards and councils read: Bijdragen, Incidenteel, Meerjarenbeeld and Besluit."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import Run, write_folder
from engines import alike, assert_live, by_formualizer, by_ironcalc, rows_of, stored_values
from formula_map import formula_map
from ridcalc.commands.amend import Asked
from ridcalc.commands.export import Target, run
from ridcalc.commands.shared import Request
from ridcalc.core.values.progress import Progress
from ridcalc.render.excel.selection import Options
from stored_cells import Cells

KEYS = """\
participants:
  noord:
    name: Gemeente Noord
    booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}
    unforeseen: {programma: Bestuur, taakveld: "0.8", category: "3.8"}
    coverage:
      2025:
        - {source: reserve, reserve: ict, nature: incidental, amount: 30000}
        - {source: unforeseen, nature: incidental}
      2026: [{source: reserve, reserve: ict, nature: incidental}, {source: existing, nature: structural, amount: 20000,
        booking: {programma: Bestuur, taakveld: "0.4", category: "3.8"}}]
  werk: {name: Werk, members: [oost, west], key: leden, booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
  oost: {name: Gemeente Oost, booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
  west: {name: Gemeente West, booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
keys:
  k: {shares: {noord: 40%, werk: 60%}}
  leden: {weights: {oost: 2, west: 1}}
"""
MEASURES = """\
budget:
  name: De Streek
  executor: {id: dienst, name: De Streek, contributions: {programma: Bedrijfsvoering, taakveld: "0.4"}}
  years: [2025, 2026]
  defaults: {key: k}
  amendment: {unit: 1000}
  incidental: {threshold: 15000}
  structural_balance: {noord: {2025: 250000, 2026: -1000}}
stages:
  primitief: {name: Primitieve begroting 2025, scenario: primitief, date: 2024-07-03, body: het algemeen bestuur}
  wijziging: {name: Eerste wijziging 2025, scenario: wijziging, date: 2025-07-02, body: het algemeen bestuur,
    number: "2025-1", pc_document: {noord: berap}}
pc_documents: {berap: {name: Berap 2025, year: 2025, date: 2025-09-20}}
reserves:
  ict: {name: Reserve ICT, of: noord, balance: {2025: 90000}, booking: {programma: Bestuur}}
  egalisatie: {name: Egalisatiereserve, of: dienst, balance: {2025: 50000}, booking: {programma: Bedrijfsvoering}}
measures:
  beheer: {name: Beheer, nature: structural, amounts: {2025: 100000, 2026: 130000},
    booking: {programma: ICT, taakveld: "0.4", category: "3.8"}}
  jeugd: {name: Jeugd, nature: structural, amounts: {2025: 30000, 2026: 30000},
    booking: {programma: Jeugd, taakveld: "6.1", category: "3.8"}}
  inhuur: {name: Inhuur, nature: incidental, amounts: {2025: 120000, 2026: 30000},
    booking: {programma: ICT, taakveld: "0.4", category: "3.5.1"}}
  inzet: {name: Inzet reserve, side: income, nature: incidental, reserve: egalisatie, amounts: {2025: 20000}}
  migratie: {name: Migratie, nature: incidental, amounts: {2026: PM},
    booking: {programma: ICT, taakveld: "0.4", category: "3.8"}}
"""
FIRST = "name: Primitief\nonly: [beheer, jeugd]\npatch: {measures: {beheer: {amounts: {2025: 100000, 2026: 100000}}}}\n"
FILES = {
    "keys.yaml": KEYS,
    "measures.yaml": MEASURES,
    "scenarios/primitief.yaml": FIRST,
    "scenarios/wijziging.yaml": "name: Wijziging\n",
}
PAPERS = ("Bijdragen", "Incidenteel", "Meerjarenbeeld", "Besluit")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of two decisions, of which the second adds what is incidental and raises what is structural."""
    return write_folder(tmp_path_factory.mktemp("papers") / "data", FILES)


@pytest.fixture(scope="module")
def papers(folder: Path) -> Path:
    """Return the workbook of the second decision."""
    request = Request(str(folder), Progress(), language="nl")
    path, content = next(run(request, Asked("wijziging"), Target(str(folder.parent / "book.xlsx")), Options()).files)
    Path(path).write_bytes(content)
    return Path(path)


@lru_cache(maxsize=2)
def rows_in(path: Path) -> dict[str, list[list[Any]]]:
    """Return the values of the papers, row by row."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet: [list(row) for row in book[sheet].iter_rows(values_only=True)] for sheet in PAPERS}


def labelled(path: Path, sheet: str, label: str, column: int = 0) -> Iterator[list[Any]]:
    """Yield the rows of a sheet that have a label in a column."""
    return (row for row in rows_in(path)[sheet] if row[column] == label)


def test_they_stand_between_the_reports_and_the_division(papers: Path) -> None:
    names = openpyxl.load_workbook(papers, read_only=True).sheetnames
    assert names[names.index("VGR") + 1 : names.index("Verdeling")] == [*PAPERS[:3], "Iv3", "Besluit"]


def test_contributions_stand_before_and_after_the_decision(papers: Path) -> None:
    # 2025, Noord 40%: before 40% of 100,000 + 30,000; incidental 40% of 120,000 − 20,000; after 52,000 + 40,000
    # 2026: before 52,000; incidental 40% of 30,000 = 12,000 and a PM post; structural 40% of 30,000 = 12,000
    of_2025, of_2026 = labelled(papers, "Bijdragen", "Gemeente Noord")
    assert of_2025[1:9] == [52_000, 0, 40_000, 0, 40_000, 92_000, 0, 40 / 52]
    assert of_2026[1:9] == [52_000, 0, 12_000, 12_000, 24_000, 76_000, 1, 24 / 52]
    # Werk 60%, of which Oost 2/3 and West 1/3
    changes = {label: next(labelled(papers, "Bijdragen", label))[5] for label in ("Werk", "Gemeente Oost", "Totaal")}
    assert changes == {"Werk": 60_000, "Gemeente Oost": 40_000, "Totaal": 100_000}


def test_the_structural_balance_follows_the_contribution_and_what_covers_it(papers: Path) -> None:
    # 2026: −1,000 before; the contribution 12,000 more; existing budget pays 20,000 in both states
    before, paid, covered, after, verdict = (
        next(labelled(papers, "Meerjarenbeeld", label))[3]
        for label in (
            "Saldo voor deze wijziging",
            "Af: structurele bijdrage",
            "Bij: structurele dekking",
            "Structureel saldo",
            "In evenwicht",
        )
    )
    assert (before, paid, covered, after, verdict) == (-1_000, 12_000, 0, -13_000, "nee")


def test_the_course_of_a_reserve_holds_what_the_coverage_takes(papers: Path) -> None:
    # 2025: 40,000 incidental, of which the reserve pays 30,000 at most; 2026: all 12,000
    rows = rows_in(papers)["Meerjarenbeeld"]
    first = next(number for number, row in enumerate(rows) if row[0] == "Reserve ICT van Gemeente Noord")
    course = {row[0]: [row[1], row[3]] for row in rows[first + 1 : first + 5]}
    assert course == {
        "Stand op 1 januari": [90_000, 60_000],
        "Toevoegingen": [0, 0],
        "Onttrekkingen": [30_000, 12_000],
        "Stand op 31 december": [60_000, 48_000],
    }


def test_posts_below_the_threshold_stand_together_and_in_an_annex(papers: Path) -> None:
    # West: 20% of 120,000 − 20,000: inhuur 24,000 stands apart, −4,000 of the reserve with the others
    rows = rows_in(papers)["Incidenteel"]
    west = rows[next(number for number, row in enumerate(rows) if row[0] == "Gemeente West") :]
    together = next(row for row in west if row[2] == "overige posten")
    heading = "Overige posten van Gemeente West, die hierboven samen staan"
    annex = rows[next(number for number, row in enumerate(rows) if row[0] == heading) :]
    assert together[4] == -4_000
    assert [row[4] for row in annex[1:3] if row[2] == "Inzet reserve, t/m 2025"] == [-4_000]


def figures_of(folder: Path, ridcalc: Run) -> set[Decimal]:
    """Return every amount in the JSON of amend, outlook and allocate, and what an account comes to as it is booked."""
    found: set[Decimal] = set()

    def gather(value: object) -> None:
        if isinstance(value, dict):
            if value.get("booked") is not None:
                found.update((Decimal(value["booked"]), Decimal(value["before"]) + Decimal(value["booked"])))
            for one in value.values():
                gather(one)
        elif isinstance(value, list):
            for one in value:
                gather(one)
        elif isinstance(value, str) and re.fullmatch(r"-?\d+\.\d\d", value):
            found.update((Decimal(value), -Decimal(value)))

    for command in (["amend", "--stage", "wijziging"], ["outlook", "--stage", "wijziging"]):
        gather(json.loads(ridcalc(*command, "--data", folder, "--format", "json").out))
    for scenario in ("primitief", "wijziging"):
        gather(json.loads(ridcalc("allocate", "--data", folder, "--scenario", scenario, "--format", "json").out))
    return found


def test_no_figure_of_the_texts_is_missing_in_the_json(papers: Path, folder: Path, ridcalc: Run) -> None:
    known = figures_of(folder, ridcalc)
    in_files = set(re.findall(r"\d+", MEASURES + KEYS))
    # of the contribution of Noord, Werk, Oost and West: before, change and after, structural and in all
    wholes = (130_000, 160_000, 30_000, 230_000, 60_000, 190_000)
    sums = {Decimal(part * whole) / 10 for part in (2, 4, 6) for whole in wholes}
    for row in rows_in(papers)["Besluit"][6:]:
        amounts = {Decimal(str(cell)) for cell in row[5:8] if isinstance(cell, int | float)}
        assert amounts <= known | sums | {Decimal(0)}, row
        texts = " ".join(str(cell) for cell in row[1:3] if cell)
        assert set(re.findall(r"\d+", texts)) <= in_files, row


def test_no_point_of_a_text_names_a_taakveld_or_a_category(papers: Path) -> None:
    texts = " ".join(str(row[1]) for row in rows_in(papers)["Besluit"][6:])
    assert not re.search(r"\b(0\.\d+|3\.8|3\.5\.1|4\.3\.\d|7\.1)\b", texts)


def test_the_council_decides_subject_to_the_board(papers: Path) -> None:
    texts = [str(row[1]) for row in rows_in(papers)["Besluit"]]
    proviso = "onder voorbehoud van vaststelling door het algemeen bestuur:"
    assert sum(text.endswith(proviso) for text in texts) == 3  # Noord, Oost and West
    assert "vast te stellen: Eerste wijziging 2025, nummer 2025-1" in texts
    assert "de structurele bijdrage vanaf 2026 in de begroting op te nemen:" in texts


@pytest.mark.slow
def test_a_stage_without_a_date_is_said_in_the_texts(ridcalc: Run, tmp_path: Path) -> None:
    files = FILES | {"measures.yaml": MEASURES.replace("date: 2025-07-02, ", "")}
    folder = write_folder(tmp_path / "data", files)
    outcome = ridcalc("export", tmp_path / "b.xlsx", "--data", folder, "--stage", "wijziging", "--lang", "nl")
    assert "stage-without-date" in outcome.err
    rows = rows_of(tmp_path / "b.xlsx", "Besluit")
    assert rows[4][0] == "CONCEPT: de datum van Eerste wijziging 2025 is niet opgegeven"
    assert rows[7][0] == "Eerste wijziging 2025; nummer: 2025-1; datum nog te bepalen"


@pytest.mark.slow
def test_two_engines_agree_and_each_block_has_one_formula(papers: Path, folder: Path, ridcalc: Run) -> None:
    assert_live(papers)
    assert {
        sheet: len(forms) for sheet, forms in formula_map(papers).items() if sheet in PAPERS and len(forms) > 40
    } == {}
    assert ridcalc("verify", papers, "--data", folder).status == 0


CHANGES = {"beheer": ("2026", "141000.55"), "inhuur": ("2025", "125000.01"), "migratie": ("2026", "16000")}


@pytest.mark.slow
def test_a_changed_input_gives_the_papers_that_ridcalc_gives(papers: Path, folder: Path, ridcalc: Run) -> None:
    stored = stored_values(papers)
    other = folder.parent / "other.xlsx"
    changes = [f"measures.{name}.amounts.{year}={to}" for name, (year, to) in CHANGES.items()]
    settings = [word for change in changes for word in ("--set", change)]
    assert ridcalc("export", other, "--data", folder, "--stage", "wijziging", "--lang", "nl", *settings).status == 0
    expected = stored_values(other)
    inputs = {
        ("Maatregelen", f"I{place[1:]}"): CHANGES[value][1]
        for (sheet, place), value in stored.items()
        if sheet == "Maatregelen" and place[0] == "L" and value in CHANGES
        if stored[sheet, f"E{place[1:]}"] == CHANGES[value][0]
    }
    assert len(inputs) == len(CHANGES)
    for engine in (by_ironcalc, by_formualizer):
        found = engine(papers, inputs)
        assert str(found["Bijdragen", "A4"]).startswith("Controle: in orde; gewijzigd")
        for sheet in ("Bijdragen", "Meerjarenbeeld"):
            assert differing(found, expected, sheet) == {}


def differing(found: Cells, expected: Cells, sheet: str) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return the cells of a sheet that are other than expected, but for those that ask for a new export."""
    return {
        place: (value, expected.get(place))
        for place, value in found.items()
        if place[0] == sheet and place[1] != "A4"
        if not alike(value, expected.get(place)) and not str(value).endswith("opnieuw uitvoeren")
    }


@pytest.mark.slow
@pytest.mark.parametrize(("sheet", "cell"), [("Bijdragen", "B8"), ("Incidenteel", "E8"), ("Besluit", "H11")])
def test_a_figure_that_is_typed_over_turns_the_guard(sheet: str, cell: str, papers: Path) -> None:
    found = by_ironcalc(papers, {(sheet, cell): 5})
    assert f"overschreven, of niet optellen: {sheet}" in str(found["Aansluiting", "A4"])


@pytest.mark.slow
def test_a_change_that_the_texts_do_not_list_is_said(papers: Path) -> None:
    stored = stored_values(papers)
    row = next(place[1:] for (sheet, place), value in stored.items() if sheet == "Maatregelen" and value == "jeugd")
    found = by_ironcalc(papers, {("Maatregelen", f"I{row}"): 31_000})  # the programma Jeugd did not change before
    texts = [value for place, value in found.items() if place[0] == "Besluit" and place[1][0] == "B"]
    warning = "LET OP: niet iedere wijziging staat hier nog in; opnieuw uitvoeren"
    assert texts.count(warning) == 1  # of the board; each other organisation has one programma, which is listed


def test_members_that_pay_past_their_partnership_are_no_part_of_its_contribution(tmp_path: Path) -> None:
    # Licenties (1.000) is divided over Noord and Werk; Subsidie (income of 300) over Oost and West by their own names
    measures = """\
budget: {years: [2025], executor: {id: dienst}}
measures:
  licenties: {nature: incidental, key: k, amounts: {2025: 1000}, booking: {programma: ICT, taakveld: "0.4"}}
  subsidie: {nature: incidental, key: leden, side: income, amounts: {2025: 300}}
"""
    keys = """\
participants: {noord: {}, werk: {members: [oost, west], key: leden}, oost: {}, west: {}}
keys: {k: {shares: {noord: 40%, werk: 60%}}, leden: {weights: {oost: 2, west: 1}}}
"""
    folder = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": measures})
    request = Request(str(folder), Progress(), language="nl")
    path, content = next(run(request, Asked(), Target(str(tmp_path / "book.xlsx")), Options()).files)
    Path(path).write_bytes(content)
    assert_live(Path(path))
