"""The screen of allocate: the answer first, all of it in sight, and below it what to ask next."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from builders import GOLDEN, Run, write_folder
from effort import one_of
from terminals import shown_on_a_terminal

EXAMPLES = ("ict", "omgevingsdienst", "veiligheidsregio")


def make_stdout_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stdout be a terminal of 100 columns without colour from now on."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def example(request: pytest.FixtureRequest, ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Stand where a folder holds an example; return its name."""
    name: str = request.param
    monkeypatch.chdir(tmp_path)
    assert ridcalc("init", name, "--example", name).status == 0
    return name


def line_of(lines: Sequence[str], begin: str) -> int:
    """Return the number of the line that begins with a text, from 1."""
    return next(number for number, line in enumerate(lines, 1) if line.startswith(begin))


def test_the_shipped_case_fits_a_screen_of_24_lines_with_the_answer_in_its_upper_half(shipped: Path) -> None:
    lines = shown_on_a_terminal(80, 24, shipped.parent, "allocate")
    assert len(lines) <= 24
    assert any("warning[" in line for line in lines), "warnings count"
    assert line_of(lines, "Totaal") < 12
    assert line_of(lines, "Totaal") < line_of(lines, "✓") < line_of(lines, "ridcalc explain")
    assert line_of(lines, "ridcalc allocate --by measure") < line_of(lines, "data/scenarios/raadsbrief.yaml")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (200, 50)])
@pytest.mark.parametrize("example", one_of(3, EXAMPLES), indirect=True)
def test_the_examples_look_as_they_should(
    columns: int, rows: int, example: str, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    lines = shown_on_a_terminal(columns, rows, tmp_path, "allocate", "--data", example)
    assert columns < 200 or len(lines) < rows
    golden(GOLDEN / "screen" / f"{example}-{columns}.nl.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("example", EXAMPLES, indirect=True)
def test_a_table_is_split_only_where_its_next_column_does_not_fit(example: str, ridcalc: Run) -> None:
    for width in (60, 80, 100, 140, 200):
        shown = ridcalc("allocate", "--data", example, "--width", str(width)).out
        assert max(map(len, shown.splitlines())) <= width
        tables = re.findall(r"^─+$", shown, re.MULTILINE)
        first_columns = [line.split()[0] for line in re.findall(r"^ +─.*$", shown, re.MULTILINE)]
        pairs = zip(pairwise(tables), first_columns[1:], strict=True)
        assert all(len(table) + 2 + len(first_of_next) > width for (table, _), first_of_next in pairs)


def test_ten_municipalities_in_five_years_are_one_table_where_they_fit(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ridcalc("init", "regio", "--example", "veiligheidsregio")
    counts = {
        width: ridcalc("allocate", "--data", "regio", "--width", str(width)).out.count("\nBijdragen ")
        for width in (40, 80, 100, 125, 200)
    }
    assert counts == {40: 5, 80: 2, 100: 2, 125: 1, 200: 1}


def test_hints_ask_about_the_figures_that_are_shown(
    ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_stdout_a_terminal(monkeypatch)
    change = "measures.i-strategie.name=Hulp {1}"
    shown = ridcalc("allocate", "--data", shipped, "--scenario", "rapport", "--set", change).out
    options = f"--data {shipped} --scenario rapport --set '{change}'"
    assert shown.splitlines()[-2:] == [
        f"ridcalc explain zevenaar 2023 {options}",
        f"ridcalc allocate --by measure {options}",
    ]
    assert ridcalc("allocate").out.splitlines()[-2] == "ridcalc explain zevenaar 2023"
    filtered = ridcalc("allocate", "--participant", "duiven", "--year", "2024").out
    assert filtered.splitlines()[-2] == "ridcalc explain duiven 2024"
    assert ridcalc("allocate", "--by", "measure").out.splitlines()[-1] == "ridcalc allocate --by nature"
    once = ("--set", "budget.rounding.level=total")  # there are no amounts per measure then
    assert "ridcalc allocate --by nature --set" in ridcalc("allocate", *once).out


def test_a_year_whose_columns_do_not_fit_is_named_where_they_go_on(
    ridcalc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_stdout_a_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "80")
    lines = ridcalc("amend", "--participant", "zevenaar").out.splitlines()
    heads = [line.split()[1:] for line in lines if line.startswith("Programma ")]
    assert heads == [
        ["2023", "voor", "wijziging", "V/N"],
        ["2023", "na", "2024", "voor"],
        ["2024", "wijziging", "V/N", "na"],
        ["2025", "voor", "wijziging", "V/N", "na"],
    ]


def test_hints_are_never_in_a_pipe_or_a_file(
    ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "ridcalc explain" not in ridcalc("allocate", "--data", shipped).out
    make_stdout_a_terminal(monkeypatch)
    assert "ridcalc explain" in ridcalc("allocate").out
    for form in ("table", "markdown", "sentences"):
        ridcalc("allocate", "-o", tmp_path / form, "--format", form)
        assert "ridcalc explain" not in (tmp_path / form).read_text(encoding="utf-8")


@pytest.mark.usefixtures("shipped")
def test_filters_narrow_what_stands_below_the_table(ridcalc: Run) -> None:
    asked = ("allocate", "--year", "2025", "--participant", "zevenaar")
    _, _, below = ridcalc(*asked).out.partition("\n\n")
    assert not re.search("2023|2024|Westervoort|Duiven|gepubliceerd", below)
    notes = ridcalc(*asked, "--notes").out
    assert not re.search("Westervoort|Duiven|Aansluiting|2023-H2", notes)
    assert "Verdeelsleutel RID De Liemers: Gemeente Zevenaar 52%" in notes
    whole = ridcalc("allocate", "--notes").out
    assert re.search("Westervoort 2023: .*Aansluiting", " ".join(reversed(whole.split("\n\n"))), re.DOTALL)


@pytest.mark.usefixtures("shipped")
def test_filters_narrow_each_list_of_json_but_controls_warnings_and_inputs(ridcalc: Run) -> None:
    command = ("allocate", "--format", "json", "--unit", "1000", "--by", "nature")
    whole = json.loads(ridcalc(*command).out)
    found = json.loads(ridcalc(*command, "--year", "2023", "--participant", "duiven").out)
    lists = {"lines": found["lines"], "totals": found["totals"], "drifts": found["drifts"]}
    lists["cells"] = found["table"]["cells"]
    for name, rows in lists.items():
        assert {(row["participant"], row["year"]) for row in rows} == {("duiven", 2023)}, name
    assert {row["year"] for row in found["grand_totals"]} == {2023}
    assert [row for row in whole["grand_totals"] if row["year"] == 2023] == found["grand_totals"]
    assert len(whole["controls"]) == 2
    for name in ("controls", "warnings", "inputs", "participants", "years"):
        assert found[name] == whole[name], name


@pytest.mark.usefixtures("shipped")
def test_a_difference_counts_pm_posts_beside_the_amount(ridcalc: Run) -> None:
    shown = ridcalc("allocate", "--against", "primitief", "--year", "2023")
    rows = {" ".join(line.split()[:2]): " ".join(line.split()[2:]) for line in shown.out.splitlines()}
    assert rows["Gemeente Zevenaar"] == "€ 213.200,00* + 1 PM € 213.200,00* + 1 PM"
    assert rows["waarvan incidenteel"] == "€ 410.000,00* € 410.000,00*"
    assert rows["waarvan structureel"] == "1 PM* 1 PM*"
    assert "min primitief: Voor het pakket" in shown.out
    back = ridcalc("allocate", "--scenario", "primitief", "--against", "raadsbrief", "--year", "2023").out
    rows = {" ".join(line.split()[:2]): " ".join(line.split()[2:]) for line in back.splitlines()}
    assert rows["Gemeente Zevenaar"] == "€ 0,00 € -213.200,00*", "a post that the other scenario has is no PM here"
    assert rows["waarvan incidenteel"] == "€ 0,00 € -410.000,00*"


@pytest.mark.parametrize(
    ("example", "rows"),
    [
        *((name, "--depth=leaf") for name in EXAMPLES),
        ("omgevingsdienst", "--by=measure"),  # ict has no amounts per measure
        ("veiligheidsregio", "--by=measure"),
    ],
    indirect=["example"],
)
def test_percentages_of_participants_and_of_measures_add_up_to_100(example: str, rows: str, ridcalc: Run) -> None:
    shown = ridcalc("allocate", "--data", example, "--share", rows, "--total", "--format", "sentences").out
    tenths: dict[str, int] = {}
    for label, column, share in re.findall(r"^(.*), (.*) %: (-?\d+,\d)%$", shown, re.MULTILINE):
        if "Totaal" not in label:
            tenths[column] = tenths.get(column, 0) + int(share.replace(",", ""))
    assert len(tenths) >= 3
    assert set(tenths.values()) == {1000}
    wholes = re.findall(r"^Totaal, [^,]* %: (.*)$", shown, re.MULTILINE)
    assert set(wholes) == {"100,0%"}


def test_a_budget_without_amounts_shows_its_zeros(ridcalc: Run, shipped: Path) -> None:
    shown = ridcalc("allocate", "--scenario", "primitief", "--data", shipped)
    assert shown.status == 0
    assert [line.split() for line in shown.out.splitlines() if line.startswith("Totaal")] == [
        ["Totaal", "€", "0", "€", "0", "€", "0"]
    ]


NAMES = {
    "a": "Zonnedam",
    "b": "Me\N{COMBINING DIAERESIS}ppel en Cafe\N{COMBINING ACUTE ACCENT}",
    "c": "\u5e02\u753a\u6751",
    "d": "Gemeente Súdwest-Fryslân",
}
"""Names of letters with and without their own accents, and of letters of two columns."""


def columns_of(text: str) -> int:
    """Return how many columns a text takes, from the letters of NAMES."""
    return sum(0 if "\u0300" <= letter <= "\u036f" else 2 if "\u4e00" <= letter <= "\u9fff" else 1 for letter in text)


@pytest.mark.parametrize("options", [(), ("--matrix",)], ids=["rows", "headings"])
@pytest.mark.parametrize("screen", ["pipe", "terminal"])
def test_columns_line_up_beside_names_in_any_letters(
    screen: str, options: tuple[str, ...], ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    participants = ", ".join(f"{key}: {{name: '{name}'}}" for key, name in NAMES.items())
    files = {
        "keys.yaml": f"participants: {{{participants}}}\nkeys: {{k: {{weights: {{a: 1, b: 20, c: 300, d: 4000}}}}}}",
        "measures.yaml": "budget: {years: [2024]}\n"
        "measures: {m: {name: \u5e02\u753a, nature: structural, key: k, amounts: {2024: 4321}}}",
    }
    if screen == "terminal":
        make_stdout_a_terminal(monkeypatch)
    shown = ridcalc("allocate", "--data", write_folder(tmp_path, files), *options).out
    rows = [line for line in shown.split("\n\n")[1].splitlines() if line != "2024"]
    assert len(rows) == (5 if options else 8)
    assert {columns_of(row) for row in rows} == {columns_of(rows[0])}
    assert all(name in shown for name in NAMES.values())
