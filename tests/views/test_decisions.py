"""The tables of decisions: the amendment per programma with its annex, and the outlook, as booked and in thousands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run, write_folder

Shown = Callable[..., list[str]]
"""A function from arguments of the program to the rows of its table."""

pytestmark = pytest.mark.usefixtures("english")

FILES = {
    "keys.yaml": """\
participants:
  noord:
    name: Noord
    booking: {programma: P1, taakveld: "0.4", category: 4.3.3}
    unforeseen: {programma: P0, taakveld: "0.8", category: "3.8", overview: onvoorzien}
    coverage:
      2024: [{source: reserve, reserve: ict, nature: incidental}, {source: unforeseen, amount: 100}, {source: saldo}]
      2025: {source: reserve, reserve: rente}
  zuid: {name: Zuid, booking: {programma: P1, taakveld: "0.4", category: 4.3.3}}
keys: {k: {shares: {noord: 100%}}}
""",
    "measures.yaml": """\
budget:
  years: [2024, 2025]
  executor: {id: dienst, name: Dienst}
  defaults: {key: k}
  structural_balance: {noord: {2024: 2400}}
  incidental: {threshold: 1000}
  current:
    noord:
      - {programma: P1, taakveld: "0.4", side: expense, amounts: {2024: 1400}}
      - {programma: P0, taakveld: "0.8", side: expense, amounts: {2024: 400}}
      - {programma: P0, taakveld: "0.10", side: income, amounts: {2024: 0}}
tasks: {it: {name: IT}}
pc_documents: {berap: {name: First report, year: 2024, date: 2024-05-01}}
stages: {eerste: {name: First, scenario: eerste}, tweede: {name: Second, scenario: none, pc_document: berap}}
reserves:
  ict: {name: ICT, of: noord, balance: {2024: 9000}, booking: {programma: P0}}
  rente: {name: Interest, of: noord, structural: true, booking: {programma: P0}}
measures:
  hire: {name: Hire, task: it, nature: incidental, amounts: {2024: 1400}, booking: {programma: IT, taakveld: "0.4"}}
  advice: {task: it, nature: incidental, amounts: {2024: 400}, booking: {programma: IT, taakveld: "0.4"}}
  staff: {task: it, nature: structural, amounts: {2024: 1400, 2025: 600}, booking: {programma: IT, taakveld: "0.4"}}
""",
    "scenarios/eerste.yaml": """\
without: [hire, advice]
patch: {measures: {staff: {amounts: {2024: 1000, 2025: null}}}}
""",
}


@pytest.fixture
def shown(ridcalc: Run, tmp_path: Path) -> Shown:
    """Return a function that gives the rows of a table, with single spaces and without rules."""
    folder = write_folder(tmp_path / "data", FILES)

    def rows(*arguments: str) -> list[str]:
        outcome = ridcalc(*arguments, "--data", folder)
        assert outcome.status == 0, outcome.err
        lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
        start = next(number for number, line in enumerate(lines) if line.startswith(("Programma", "Outlook")))
        return [line for line in lines[start:] if line.replace("─", "").strip()]

    return rows


def test_what_a_municipality_decides_stands_per_programma_with_reserves_and_the_result(shown: Shown) -> None:
    assert shown("amend", "--participant", "noord")[:9] == [
        "Programma 2024 before change V/N after",
        "Noord",
        # of the structural 1.000 and 1.400 the unforeseen item pays 100, before and after
        "P0 (unforeseen), expense €400 €0 €400",
        # 1.400 is in the budget now; 1.400 + 400 + (1.400 − 1.000) are added
        "P1, expense €1,400 €2,200 N €3,600",
        "Balance of income and expense -€1,800 -€2,200 N -€4,000",
        # the reserve pays what is incidental: 1.400 + 400
        "P0, withdrawal €0 €1,800 V €1,800",
        "Result -€1,800 -€400 N -€2,200",
        "Programma 2025 before change V/N after",
        "Noord",
    ]


def test_in_thousands_after_is_what_is_shown_before_and_changed(shown: Shown) -> None:
    rows = shown("amend", "--participant", "noord", "--unit", "1000")
    assert rows[3].startswith("P1, expense 1 2 N 3 ")  # 1.400 is 1, 2.200 is 2; 3.600 by itself would be 4
    assert rows[4].startswith("Balance of income and expense -1 -2 N -3 ")  # −(1 + 0); −1.800 by itself would be −2
    assert "P1, expense of Noord in 2024, Balance of income and expense of Noord in 2024" in " ".join(rows)


def test_the_annex_has_the_accounts_with_their_lines(shown: Shown) -> None:
    rows = shown("amend", "--participant", "noord", "--annex")
    start = rows.index("Annex: Noord")
    assert rows[start : start + 12] == [
        "Annex: Noord",
        "P0 0.8 (unforeseen), expense €400 €0 €400",  # its line does not change, and is left out
        "P0 0.10, income €0 €1,800 V €1,800",
        "withdrawal from ICT, incidental €0 €1,800 V €1,800",
        "P1 0.4, expense €1,400 €2,200 N €3,600",
        "Hire, incidental €0 €1,400 N €1,400",
        "advice, incidental €0 €400 N €400",
        "staff, structural €1,000 €400 N €1,400",
        "First report",
        "withdrawal from ICT, income €1,800 V",
        "Hire, expense €1,400 N",
        "advice, expense €400 N",
    ]


def test_a_sentence_of_an_amendment_names_the_year(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, FILES)
    said = ridcalc("amend", "--data", folder, "--participant", "noord", "--format", "sentences").out
    assert "Noord, Result, 2024 change: -€400\nNoord, Result, 2024 V/N: N\n" in said


def test_the_executor_has_a_block_of_its_own(shown: Shown) -> None:
    assert shown("amend", "--participant", "dienst")[1] == "Dienst"


def test_a_participant_without_amounts_has_no_table(shown: Shown) -> None:
    assert shown("amend", "--participant", "zuid") == ["Programma", "nothing is booked for this participant"]


def test_the_outlook_shows_the_structural_balance_first(shown: Shown) -> None:
    assert shown("outlook", "--participant", "noord", "--running") == [
        "Outlook 2024 2025",
        "Structural balance",
        "Noord",
        "Balance before this change €2,400",
        "Less: structural contribution €400 €600",  # 1.400 − 1.000
        "Plus: structural coverage €0 €600",  # the unforeseen item and the balance do not count
        "Structural balance €2,000",
        "In balance yes not known",
        "Incidental amounts",
        "Noord",
        "Incidental expense €1,800 €0",
        "Incidental withdrawals from reserves €1,800 €0",
        "Incidental balance €0 €0",
        "Structural withdrawals from reserves €0 €600",
        "Mutations per P&C document",
        "Noord, expense",
        "First €900 €0",  # 1.000, of which the unforeseen item pays 100
        "First report €2,200 €600",
        "running total after First report €3,100 €600",
        "Total €3,100 €600",
        "Noord, income",
        "First €0 €0",
        "First report €1,800 €600",
        "running total after First report €1,800 €600",
        "Total €1,800 €600",
        "Course of the reserves",
        "ICT of Noord",
        "Balance on 1 January €9,000 €7,200",
        "Additions €0 €0",
        "Withdrawals €1,800 €0",
        "Balance on 31 December €7,200 €7,200",
        "Interest of Noord",
        "Balance on 1 January",
        "Additions €0 €0",
        "Withdrawals €0 €600",
        "Balance on 31 December",
    ]


def test_the_annex_of_the_outlook_names_the_posts_from_the_threshold_on(shown: Shown) -> None:
    rows = shown("outlook", "--participant", "noord", "--annex")
    start = rows.index("Incidental amounts")
    assert rows[start : start + 10] == [
        "Incidental amounts",
        "Noord",
        "P0 0.10",
        "withdrawal from ICT €1,800",
        "P1 0.4",
        "Hire, expense, until 2024 €1,400",
        "other posts, expense €400",  # the advice is below the threshold of 1.000
        "P0 0.10",  # what is structural stands below
        "withdrawal from Interest €600",
        "Incidental expense €1,800 €0",
    ]


def test_in_thousands_the_outlook_adds_up_as_it_is_shown(shown: Shown) -> None:
    rows = shown("outlook", "--participant", "noord", "--unit", "1000", "--annex")
    assert rows[3:7] == [
        "Balance before this change 2",  # 2.400
        "Less: structural contribution 0 1",  # 400
        "Plus: structural coverage 0 1",
        "Structural balance 2",
    ]
    assert "Hire, expense, until 2024 1" in rows
    assert "other posts, expense 0" in rows
    assert "Incidental expense 1 0" in rows  # 1 + 0; 1.800 by itself would be 2
    assert "Incidental expense of Noord in 2024" in " ".join(rows)


def test_nothing_structural_is_said(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {noord: {booking: {programma: P, taakveld: '0.4', category: 4.3.3}}}\n"
        "keys: {k: {shares: {noord: 100%}}}\n",
        "measures.yaml": "budget: {years: [2024]}\n"
        "measures: {hire: {nature: incidental, key: k, amounts: {2024: 1}}}\n",
    }
    assert "no structural amount changes" in ridcalc("outlook", "--data", write_folder(tmp_path, files)).out


def test_csv_of_the_outlook_has_a_row_for_each_amount(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, FILES)
    rows = ridcalc("outlook", "--data", folder, "--participant", "noord", "--format", "csv", "--lang", "nl").out
    for row in (
        "Overzicht;Organisatie;Programma;Taakveld;Soort;I/S;Post;Boekjaar;Bedrag;PM",
        "structureel saldo;Noord;;;;S;saldo voor deze wijziging;2024;2400,00;0",
        "structureel saldo;Noord;;;;S;structureel saldo;2025;;0",
        "incidenteel;Noord;P1;0.4;Lasten;I;Hire;2024;1400,00;0",
        "incidenteel;Noord;P1;0.4;Lasten;I;overige;2024;400,00;0",
        "mutaties;Noord;;;Baten;;First report;2024;1800,00;0",
        "mutaties;Noord;;;Lasten;;totaal;2024;3100,00;0",
        "reserves;Noord;;;stand 31 december;;ICT;2024;7200,00;0",
    ):
        assert row in rows.splitlines()


@pytest.mark.parametrize("option", ["--running", "--annex"])
def test_options_of_the_table_are_refused_elsewhere(option: str, ridcalc: Run) -> None:
    outcome = ridcalc("outlook", option, "--format", "json")
    assert (outcome.status, "this is for tables, not for json" in outcome.err) == (2, True)
