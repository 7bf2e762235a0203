"""The command line: forms, filters, files, languages and exit statuses, as a user meets them."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOLDEN, ROOT, Run, write_folder
from ridcalc import __version__


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("allocate", ()),
        ("allocate-by-measure", ("--by", "measure", "--year", "2023")),
        ("allocate-by-period", ("--by", "period", "--depth", "top")),
        ("allocate-leaf", ("--depth", "leaf", "--scenario", "rapport")),
        ("allocate-markdown", ("--format", "markdown")),
        ("allocate-one", ("--participant", "zevenaar", "--year", "2024", "--year", "2023")),
    ],
)
def test_the_shipped_tables_look_as_they_should(
    name: str, arguments: tuple[str, ...], language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    outcome = ridcalc("allocate", "--lang", language, *arguments)
    assert outcome.status == 0
    assert max(map(len, outcome.out.splitlines())) <= 100 or "markdown" in name
    golden(GOLDEN / f"{name}.{language}.txt", outcome.out)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_machine_forms_of_the_shipped_data(form: str, ridcalc: Run, golden: Callable[[Path, str], None]) -> None:
    outcome = ridcalc("allocate", "--format", form)
    golden(GOLDEN / f"allocate.{form}", outcome.out)


@pytest.mark.usefixtures("shipped")
def test_check_shows_every_scenario_with_its_controls(ridcalc: Run, golden: Callable[[Path, str], None]) -> None:
    names = ("none", "raadsbrief", "raadsbrief-samenvatting", "rapport")
    for language in ("nl", "en"):
        shown = [ridcalc("check", "--scenario", name, "--lang", language).out for name in names]
        golden(GOLDEN / f"check.{language}.txt", "".join(shown))


@pytest.mark.usefixtures("shipped")
def test_csv_has_a_row_for_each_line_of_the_json(ridcalc: Run) -> None:
    lines = json.loads(ridcalc("allocate", "--format", "json").out)["lines"]
    rows = list(csv.DictReader(io.StringIO(ridcalc("allocate", "--format", "csv").out)))
    spelled = {None: "", True: "true", False: "false"}
    assert rows == [
        {
            name: spelled[value] if value is None or isinstance(value, bool) else str(value)
            for name, value in line.items()
        }
        for line in lines
    ]


@pytest.mark.usefixtures("shipped")
def test_the_dutch_csv_has_semicolons_and_decimal_commas(ridcalc: Run) -> None:
    rows = ridcalc("allocate", "--format", "csv", "--csv-dialect", "nl").out.splitlines()
    assert rows[0].startswith("measure;nature;side;period;year;participant;amount;")
    assert rows[1] == "i-strategie;incidental;expense;2023-Q1;2023;zevenaar;15600,00;15600;false;rid;13/25;true"


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
    told = " ".join(shown.out.split())
    assert "? later: €50,000 published, €50,000 calculated, incomplete; PM in the way: Uitvoeren van het" in told
    assert ridcalc("check", "--scenario", "raadsbrief", "--set", control).status == 0


@pytest.mark.usefixtures("shipped")
def test_what_is_produced_speaks_the_budget_s_language_and_the_tool_the_user_s(
    ridcalc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = ridcalc("allocate", "--set", "measures.x=1")
    assert "expected a mapping, found a single value" in outcome.err
    assert "Deelnemer" in ridcalc("allocate").out
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "verwacht: een reeks namen met waarden" in ridcalc("allocate", "--set", "measures.x=1").err
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "expected a mapping" in ridcalc("allocate", "--set", "measures.x=1").err
    monkeypatch.setenv("RIDCALC_LANG", "en")
    assert "Participant" in ridcalc("allocate").out
    assert "Deelnemer" in ridcalc("allocate", "--lang", "nl").out
    assert "verwacht: een reeks namen met waarden" in ridcalc("allocate", "--set", "measures.x=1", "--lang=nl").err


def test_help_is_in_the_user_s_language(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Show who pays what, per year." in ridcalc("--help").out
    assert "Toon wie wat betaalt, per jaar." in ridcalc("--lang", "nl", "--help").out
    monkeypatch.setenv("LC_MESSAGES", "nl_BE")
    assert "De map met keys.yaml en measures.yaml." in ridcalc("allocate", "--help").out


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "arguments",
    [
        ("allocate", "--set", "measures"),
        ("allocate", "--set", "measures..x=1"),
        ("allocate", "--year", "soon"),
        ("allocate", "--by", "colour"),
        ("allocate", "--lang", "fr"),
        ("allocated",),
        ("allocate", "--nonsense"),
    ],
)
def test_wrong_usage_ends_with_status_2(arguments: tuple[str, ...], ridcalc: Run) -> None:
    outcome = ridcalc(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert "Usage" in outcome.err


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_gets_what_the_screen_would_and_is_replaced_only_with_force(
    form: str, ridcalc: Run, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    outcome = ridcalc("allocate", "--format", form, "-o", target)
    assert (outcome.status, outcome.out) == (0, "")
    written = target.read_bytes()
    assert written.decode() == ridcalc("allocate", "--format", form).out
    again = ridcalc("allocate", "--format", form, "-o", target, "--scenario", "rapport")
    assert again.status == 1
    assert "file-exists" in again.err
    assert target.read_bytes() == written
    assert ridcalc("allocate", "--format", form, "-o", target, "--scenario", "rapport", "--force").status == 0
    assert target.read_bytes() != written
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("shipped")
def test_a_folder_is_never_written_over(ridcalc: Run, tmp_path: Path) -> None:
    assert "this is a folder" in ridcalc("allocate", "-o", tmp_path, "--force").err


@pytest.mark.usefixtures("shipped")
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = ridcalc("allocate", "-o", target, "--force")
    assert outcome.status == 1
    assert "the disk is full" in outcome.err
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_folder_can_come_from_the_environment(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIDCALC_DATA", str(ROOT / "data"))
    monkeypatch.chdir(tmp_path)
    assert ridcalc("allocate").status == 0


def test_names_with_escapes_are_shown_and_not_obeyed(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": 'participants: {a: {name: "A\\e[31m|\u202eB"}}\nkeys: {k: {shares: {a: 1}}}',
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 1}}}",
    }
    write_folder(tmp_path, files)
    for form in ("table", "json", "csv", "markdown"):
        out = ridcalc("allocate", "--data", tmp_path, "--format", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert r"A\x1b[31m|\u202eB" in ridcalc("allocate", "--data", tmp_path).out


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
    out = ridcalc("allocate", "--data", tmp_path, "--lang", "nl").out
    words = ("Incidenteel, lasten", "Incidenteel, baten", "Incidenteel, saldo", "Structureel, baten")
    assert [word for word in words if word in out] == list(words)
    assert "Structureel, saldo" not in out


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


def run_as_a_process(*arguments: str, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run ridcalc in a process of its own, from the project's folder."""
    command = [sys.executable, "-m", "ridcalc", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, env=environment)


def test_the_version_is_told_both_ways(ridcalc: Run) -> None:
    assert run_as_a_process("--version").stdout == f"ridcalc {__version__}\n"
    assert ridcalc("--version").out == f"ridcalc {__version__}\n"


@pytest.mark.parametrize("arguments", [("--version",), ("--help",)])
def test_version_and_help_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    script = f"""\
import atexit, sys
sys.argv = ["ridcalc", *{arguments!r}]
heavy = ("pydantic.main", "yaml", "openpyxl", "numpy", "rich.console", "ridcalc.reading.loader")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == "[]"
    assert done.stdout


def test_allocate_loads_neither_openpyxl_nor_rich_in_a_pipe() -> None:
    script = """\
import atexit, sys
sys.argv = ["ridcalc", "allocate"]
heavy = ("openpyxl", "numpy", "rich.console", "rich.table")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr.endswith("[]")
    assert "410.000" in done.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ridcalc al", ["allocate"]),
        ("ridcalc --lang nl allocate --csv-d", ["--csv-dialect"]),
        ("ridcalc allocate --by p", ["participant", "period"]),
    ],
)
def test_completing_a_line_loads_nothing_heavy(line: str, offered: list[str]) -> None:
    script = """\
import atexit, sys
heavy = ("pydantic", "yaml", "openpyxl", "rich.console", "ridcalc.reading.loader")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    words = {"_RIDCALC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    command = [sys.executable, "-c", script]
    environment = {**os.environ, **words}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.split() == offered
    assert done.stderr == "[]"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    command = f"{sys.executable} -m ridcalc allocate --format json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S602  the pipe is the point
    assert "Traceback" not in done.stderr
    assert done.stdout == '{\n "format'


def test_a_screen_without_a_euro_sign_is_no_traceback() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LANG": "C"}
    done = run_as_a_process("allocate", environment=environment)
    assert done.returncode == 0
    assert "213.200" in done.stdout


@pytest.mark.usefixtures("shipped")
def test_a_terminal_gets_rich_tables_in_its_width(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = ridcalc("allocate").out
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[1m" in ridcalc("allocate").out
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in ridcalc("allocate").out


def test_a_real_terminal_is_recognised() -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "ridcalc", "allocate"]
    subprocess.run(command, stdout=follower, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, check=True)
    os.close(follower)
    assert "\x1b[1m" in os.read(leader, 10_000).decode(errors="replace")
    os.close(leader)


@pytest.mark.usefixtures("shipped")
def test_leaves_are_all_who_have_no_members(ridcalc: Run) -> None:
    shown = ridcalc("allocate", "--depth", "leaf").out
    assert all(name in shown for name in ("Gemeente Zevenaar", "Gemeente Duiven", "Gemeente Westervoort"))
    assert "  Werkorganisatie 1Stroom  " not in shown


@pytest.mark.usefixtures("shipped")
def test_a_participant_asked_for_is_shown_at_any_depth_and_the_total_is_everybody_s(ridcalc: Run) -> None:
    shown = ridcalc("allocate", "--depth", "top", "--participant", "duiven").out
    assert "  Gemeente Duiven " in shown
    assert "Totaal van alle deelnemers" in shown


@pytest.mark.usefixtures("shipped")
def test_what_was_changed_for_a_run_stands_above_its_table(ridcalc: Run) -> None:
    change = "measures.tijdelijke-inhuur.amounts.2023 = 250000"
    assert f"Voor deze keer gewijzigd: {change}" in ridcalc("allocate", "--set", change).out
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
    assert shown.split("Incidenteel en structureel samen")[1].split()[:6] == ["a", "€", "65", "b", "€", "65"]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(("name", "begin"), [("a.json", "{"), ("a.CSV", "measure,"), ("a.md", "## "), ("a.txt", "RID")])
def test_a_file_s_name_tells_its_form(name: str, begin: str, ridcalc: Run, tmp_path: Path) -> None:
    assert ridcalc("allocate", "-o", tmp_path / name).status == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    assert ridcalc("allocate", "-o", tmp_path / "a.xlsx").status == 2


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("width", range(60, 131, 7))
@pytest.mark.parametrize("by", ["participant", "measure", "period"])
def test_a_terminal_never_cuts_an_amount(by: str, width: int, ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = ridcalc("allocate", "--by", by).out
    assert max(map(len, shown.splitlines())) <= min(width, 100)
    assert not re.search(r"([0-9,*]|\bP|PM|€ ?)…", shown.split("Aansluiting")[0])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_stdout_is_no_traceback() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "ridcalc", "allocate"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "error[output-not-written]: the output cannot be written: the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_stdout_is_no_traceback() -> None:
    command = f"{sys.executable} -m ridcalc allocate >&-"
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)  # noqa: S602  the shell closes it
    assert done.returncode == 1
    assert "error[output-not-written]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("change", ["measures.m.name=\udcff", "a" + ".a" * 3000 + "=1", "measures.x.name=@a"])
def test_hostile_changes_are_problems(change: str, ridcalc: Run) -> None:
    outcome = ridcalc("allocate", "--set", change)
    assert (outcome.status, outcome.out) == (1, "")
    assert "error[" in outcome.err


@pytest.mark.usefixtures("shipped")
def test_a_link_is_written_through_and_a_file_keeps_its_mode(ridcalc: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    assert ridcalc("allocate", "-o", link).status == 1
    assert ridcalc("allocate", "-o", link, "--force").status == 0
    assert link.is_symlink()
    assert "RID De Liemers" in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o600
    assert ridcalc("allocate", "-o", "/dev/null", "--force").status == 0


@pytest.mark.usefixtures("shipped")
def test_the_language_may_stand_before_the_command(ridcalc: Run) -> None:
    assert "Participant" in ridcalc("--lang", "en", "allocate").out


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
    assert "Bedragen in CHF, exclusief btw" in shown
    assert "CHF 5" in shown
