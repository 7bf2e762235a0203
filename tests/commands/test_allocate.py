"""`ridcalc allocate`: its tables and files, and what filters, controls and sides do to them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOLDEN, Run, write_folder
from ridcalc.render.lines import COLUMNS


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("allocate", ()),
        ("allocate-by-measure", ("--by", "measure", "--year", "2023")),
        ("allocate-by-nature", ("--by", "nature", "--sides")),
        ("allocate-by-period", ("--by", "period", "--depth", "top")),
        ("allocate-matrix", ("--matrix", "--depth", "top")),
        ("allocate-notes", ("--notes",)),
        ("allocate-beside", ("--share", "--per", "inwoners", "--against", "primitief", "--total", "--year", "2023")),
        ("allocate-leaf", ("--depth", "leaf", "--scenario", "rapport")),
        ("allocate-markdown", ("--format", "markdown")),
        ("allocate-sentences", ("--format", "sentences")),
        ("allocate-one", ("--participant", "zevenaar", "--year", "2024", "--year", "2023")),
    ],
)
def test_the_shipped_tables_look_as_they_should(
    name: str, arguments: tuple[str, ...], language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    outcome = ridcalc("allocate", "--lang", language, *arguments)
    assert outcome.status == 0
    assert max(map(len, outcome.out.splitlines())) <= 100 or "--format" in arguments
    golden(GOLDEN / f"{name}.{language}.txt", outcome.out)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("form", ["json", "csv"])
def test_json_and_csv_of_the_shipped_data_are_as_before(
    form: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    outcome = ridcalc("allocate", "--format", form)
    golden(GOLDEN / f"allocate.{form}", outcome.out)


@pytest.mark.usefixtures("shipped")
def test_csv_has_a_row_for_each_line_of_the_json(ridcalc: Run) -> None:
    lines = json.loads(ridcalc("allocate", "--format", "json").out)["lines"]
    rows = list(csv.DictReader(io.StringIO(ridcalc("allocate", "--format", "csv").out)))
    spelled = {None: "", True: "true", False: "false"}
    assert [{name: row[name] for name in (*COLUMNS, "version")} for row in rows] == [
        {
            name: spelled[value] if value is None or isinstance(value, bool) else str(value)
            for name, value in line.items()
            if name != "steps"  # a list, which CSV does not have
        }
        for line in lines
    ]


@pytest.mark.usefixtures("shipped")
def test_the_dutch_csv_has_semicolons_and_decimal_commas(ridcalc: Run) -> None:
    rows = ridcalc("allocate", "--format", "csv", "--csv-dialect", "nl").out.splitlines()
    assert rows[0].startswith("measure;nature;side;period;year;participant;amount;")
    assert rows[1] == (
        "i-strategie;incidental;expense;2023-Q1;2023;zevenaar;15600,00;15600;false;rid;13/25;true;"
        "ict;Gemeente Zevenaar;;true;Hulp bij de i-strategie en i-agenda;Verdeelsleutel RID De Liemers;0,520000000000;"
    )


def test_what_a_spreadsheet_would_run_has_an_apostrophe(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 2}}}",
        "measures.yaml": """\
budget: {years: [2024]}
measures: {m: {nature: incidental, side: income, key: k, amounts: {2024: 1}}}
""",
    }
    command = ("allocate", "--format", "csv", "--data", write_folder(tmp_path, files))
    plain, dutch = ridcalc(*command).out, ridcalc(*command, "--csv-dialect", "nl").out
    assert "-0.33,-1/3,false" in plain
    assert "-0,33;'-1/3;false" in dutch
    assert ridcalc(*command, "--csv-harmless").out == plain.replace(",-", ",'-").replace(",'-0", ",-0")
    assert ridcalc(*command, "--csv-dialect", "nl", "--csv-exact").out == dutch.replace("'", "")


@pytest.mark.usefixtures("shipped")
def test_filters_narrow_lines_and_totals_but_never_controls(ridcalc: Run) -> None:
    outcome = ridcalc("allocate", "--format", "json", "--year", "2024", "--participant", "duiven")
    found = json.loads(outcome.out)
    assert {(row["participant"], row["year"]) for row in found["lines"]} == {("duiven", 2024)}
    assert {(row["participant"], row["year"]) for row in found["totals"]} == {("duiven", 2024)}
    assert [row["status"] for row in found["controls"]] == ["met", "met"]


@pytest.mark.usefixtures("shipped")
def test_a_missed_control_is_shown_by_allocate_and_fails_check(ridcalc: Run) -> None:
    change = ("--scenario", "raadsbrief", "--set", "measures.tijdelijke-inhuur.amounts.2023=250000")
    shown = ridcalc("allocate", *change, "--lang", "nl")
    assert shown.status == 0
    assert "berekend € 360.000, sluit niet aan: € 50.000 te weinig" in " ".join(shown.out.split())
    assert ridcalc("check", *change).status == 1


@pytest.mark.usefixtures("shipped")
def test_an_incomplete_control_names_the_pm_posts_in_its_way(ridcalc: Run) -> None:
    control = "controls.later={year: 2024, nature: incidental, amount: 50000}"
    shown = ridcalc("allocate", "--set", control, "--lang", "en")
    words = " ".join(shown.out.split())
    assert (
        "? later (2024, Incidental): €50,000 published, €50,000 calculated, incomplete; PM in the way: Uitvoeren"
        in words
    )
    assert ridcalc("check", "--scenario", "raadsbrief", "--set", control).status == 0


def test_names_with_escapes_are_shown_and_not_obeyed(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": 'participants: {a: {name: "A\\e[31m|\\x9b2JB"}}\nkeys: {k: {shares: {a: 1}}}',
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 1}}}",
    }
    write_folder(tmp_path, files)
    for form in ("table", "json", "csv", "markdown"):
        out = ridcalc("allocate", "--data", tmp_path, "--format", form).out
        assert "\x1b" not in out
        assert "\x9b" not in out
    for form in ("table", "csv"):
        assert r"A\x1b[31m|\x9b2JB" in ridcalc("allocate", "--data", tmp_path, "--format", form).out


def test_both_sides_are_shown_where_both_occur(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}",
        "measures.yaml": """\
budget: {years: [2024, 2025]}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100}}
  n: {nature: incidental, key: k, side: income, amounts: {2024: 30, 2025: PM}}
  o: {nature: structural, key: k, side: income, amounts: {2024: 10, 2025: 10}}
""",
    }
    write_folder(tmp_path, files)
    out = ridcalc("allocate", "--data", tmp_path, "--by", "nature", "--sides").out
    words = ("Incidenteel, lasten", "Incidenteel, baten", "Incidenteel, saldo", "Structureel, baten")
    assert [word for word in words if word in out] == list(words)
    assert "Structureel, saldo" not in out
    net = ridcalc("allocate", "--data", tmp_path, "--by", "nature").out
    assert [word for word in words if word in net] == ["Incidenteel, saldo", "Structureel, baten"]
    whole = ridcalc("allocate", "--data", tmp_path).out
    rows = [line.split() for line in whole.splitlines()]
    assert ["Totaal", "€", "60", "€", "-10", "+", "1", "PM"] in rows, "100 - 30 - 10 in 2024"


def test_many_years_are_shown_in_parts_that_fit_100_columns(ridcalc: Run, tmp_path: Path) -> None:
    years = ", ".join(map(str, range(2024, 2040)))
    amounts = ", ".join(f"{year}: 1234567.89" for year in range(2024, 2040))
    name = "Gemeente met een naam die in geen enkele tabel van redelijke breedte past, en dan nog langer dan dat ook"
    files = {
        "keys.yaml": f"participants: {{a: {{name: '{name}'}}}}\nkeys: {{k: {{shares: {{a: 1}}}}}}",
        "measures.yaml": f"""\
budget: {{years: [{years}]}}
measures: {{m: {{nature: structural, key: k, amounts: {{{amounts}}}}}}}
""",
    }
    out = ridcalc("allocate", "--data", write_folder(tmp_path, files)).out
    assert max(map(len, out.splitlines())) <= 100
    assert all(str(year) in out for year in range(2024, 2040))
    assert out.count("1.234.567,89") == 32


@pytest.mark.usefixtures("shipped")
def test_leaves_are_all_who_have_no_members(ridcalc: Run) -> None:
    shown = ridcalc("allocate", "--depth", "leaf").out
    assert all(name in shown for name in ("Gemeente Zevenaar", "Gemeente Duiven", "Gemeente Westervoort"))
    assert "  Werkorganisatie 1Stroom  " not in shown


@pytest.mark.usefixtures("shipped")
def test_a_participant_asked_for_is_shown_at_any_depth_and_a_total_is_everybody_s(ridcalc: Run) -> None:
    asked = ("--depth", "top", "--participant", "duiven")
    shown = ridcalc("allocate", *asked).out
    assert "\nGemeente Duiven " in shown
    assert "Totaal" not in shown
    assert "Totaal van alle deelnemers" in ridcalc("allocate", "--by", "nature", *asked).out


@pytest.mark.usefixtures("shipped")
def test_what_was_changed_for_a_run_stands_below_its_table(ridcalc: Run) -> None:
    change = "measures.tijdelijke-inhuur.amounts.2023 = 250000"
    assert f"\n\ngewijzigd voor deze berekening: {change}\n" in ridcalc("allocate", "--set", change).out
    assert f"  - gewijzigd voor deze berekening: {change}\n" in ridcalc("allocate", "--set", change, "--notes").out
    assert json.loads(ridcalc("allocate", "--format", "json", "--set", change).out)["set"] == [change]


def test_incidental_and_structural_are_added_where_both_have_amounts(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}",
        "measures.yaml": """\
budget: {years: [2024]}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100}}
  n: {nature: structural, key: k, amounts: {2024: 30}}
""",
    }
    shown = ridcalc("allocate", "--data", write_folder(tmp_path, files)).out
    rows = [line.split() for line in shown.splitlines()]
    assert ["a", "€", "65"] in rows
    assert ["Totaal", "€", "130"] in rows
    assert ["waarvan", "incidenteel", "€", "100"] in rows
    assert ["waarvan", "structureel", "€", "30"] in rows
    assert "waarvan" not in ridcalc("allocate", "--data", tmp_path, "--set", "measures.n.nature=incidental").out


@pytest.mark.usefixtures("shipped")
def test_years_are_shown_once_and_in_order(ridcalc: Run) -> None:
    assert (
        ridcalc("allocate", "--year", "2024", "--year", "2023", "--year", "2024").out
        == ridcalc("allocate", "--year", "2023", "--year", "2024").out
    )


def test_another_currency_is_named(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}}",
        "measures.yaml": """\
budget: {years: [2024], currency: CHF}
measures: {m: {nature: incidental, key: k, amounts: {2024: 5}}}
""",
    }
    shown = ridcalc("allocate", "--data", write_folder(tmp_path, files)).out
    assert "in CHF, exclusief btw" in shown
    assert "CHF 5" in shown
