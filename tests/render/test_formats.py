"""Formats: one record each, from which the options, the names of files and what is written follow."""

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pytest

from builders import Run, write_folder
from ridcalc.commands.shared import Content, NotOfferedError, Request, rendered
from ridcalc.core.values.problems import say
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.render.csv import MORE_COLUMNS
from ridcalc.render.formats import (
    ANALYSIS_FORMATS,
    CHECK_FORMATS,
    DIALECTS,
    FORMATS,
    PAPER,
    STANDARD,
    Dialect,
    Format,
    LinesFormat,
    ResultFormat,
    Screen,
    ViewFormat,
    format_named,
    format_of_file,
    suffixes_of,
)
from ridcalc.render.lines import COLUMNS
from ridcalc.views.table import Branch, Outline, Row, Section, Table, amount

VIEWS = [one for one in FORMATS if isinstance(one, ViewFormat)]
TABLE = Table("T", (), say("Measure"), ("2024",), (Row("total", say("Total"), (amount(100),)),), ())
OUTLINE = Outline("T", (), (Branch("a", (Branch("b"),)),))
ENGLISH = Language("en")

OFFERED: dict[tuple[str, ...], tuple[Format, ...]] = {
    ("allocate",): FORMATS,
    ("compare", "rapport", "raadsbrief"): ANALYSIS_FORMATS,
    ("explain", "duiven", "2023"): ANALYSIS_FORMATS,
    ("reconcile", "50000", "--year", "2024"): ANALYSIS_FORMATS,
    ("scenarios",): ANALYSIS_FORMATS,
    ("check",): CHECK_FORMATS,
}
CHOICES = [(command, one) for command, offered in OFFERED.items() for one in offered]


def test_names_and_suffixes_are_each_of_one_format() -> None:
    suffixes = suffixes_of(FORMATS)
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in suffixes)


@pytest.mark.parametrize("view", [TABLE, OUTLINE], ids=["table", "outline"])
@pytest.mark.parametrize("screen", [PAPER, Screen(80, terminal=True)], ids=["pipe", "screen"])
def test_no_format_writes_what_another_writes(view: Table | Outline, screen: Screen) -> None:
    texts = {one.name: one.render(view, ENGLISH, screen) for one in VIEWS}
    assert all(texts.values())
    for one, other in combinations(texts, 2):
        assert texts[one] != texts[other]


@pytest.mark.parametrize("command", OFFERED, ids=lambda command: command[0])
def test_help_lists_the_formats_of_a_command(command: tuple[str, ...], ridcalc: Run) -> None:
    names = "|".join(one.name for one in OFFERED[command])
    assert f"--format <{names}>" in ridcalc(command[0], "--help").out


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(("command", "asked"), CHOICES, ids=lambda value: getattr(value, "name", value[0]))
def test_every_format_that_is_offered_is_shown(command: tuple[str, ...], asked: Format, ridcalc: Run) -> None:
    outcome = ridcalc(*command, "--format", asked.name)
    assert outcome.status == 0, outcome.err
    if asked.name == "github":
        assert {line.split(" ")[0] for line in outcome.out.splitlines()} == {"::warning"}
    elif isinstance(asked, ResultFormat):
        assert json.loads(outcome.out)["format"].startswith("ridcalc/")
    elif isinstance(asked, LinesFormat):
        assert next(csv.reader(io.StringIO(outcome.out))) == [*COLUMNS, *MORE_COLUMNS]
    else:
        assert outcome.out.startswith("## ") == (asked.name == "markdown")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("command", "asked"),
    [(command, one) for command, one in CHOICES if command != ("check",)],
    ids=lambda value: getattr(value, "name", value[0]),
)
def test_the_name_of_a_file_asks_for_its_format(
    command: tuple[str, ...], asked: Format, ridcalc: Run, tmp_path: Path
) -> None:
    wanted = ridcalc(*command, "--format", asked.name).out
    for suffix in (*asked.suffixes, *(suffix.upper() for suffix in asked.suffixes)):
        path = tmp_path / f"out{suffix}"
        assert ridcalc(*command, "-o", path, "--force").status == 0
        assert path.read_text(encoding="utf-8") == wanted


def test_a_name_that_no_format_has_asks_for_a_table() -> None:
    assert {format_of_file(path, FORMATS).name for path in ("out", "out.log", "json", "")} == {"table"}
    assert format_of_file("out.csv", ANALYSIS_FORMATS).name == "table", "there are no lines"


LETTER = ViewFormat("letter", (".odt",), lambda *_: "Dear reader")


def test_suffixes_are_listed_for_readers_first_and_for_programs_last() -> None:
    formats = [format_named(name, FORMATS) for name in ("json", "csv", "markdown", "table")]
    assert suffixes_of([*formats, LETTER]) == [".md", ".txt", ".odt", ".csv", ".json"]


@pytest.mark.parametrize("formats", [FORMATS, (*FORMATS, LETTER)], ids=["those there are", "one more"])
def test_a_file_that_is_no_text_is_refused_with_the_suffixes_there_are(
    formats: tuple[Format, ...], ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ridcalc.cli.allocate.FORMATS", formats)
    outcome = ridcalc("allocate", "-o", tmp_path / "x.PDF")
    assert outcome.status == 2
    *suffixes, last = suffixes_of(formats)
    choice = f"{', '.join(suffixes)} or {last}"
    assert f"Invalid value for --output: a table is text; choose {choice}\n" in outcome.err


@pytest.mark.usefixtures("shipped")
def test_a_file_is_no_longer_refused_once_a_format_has_its_suffix(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ridcalc("allocate", "-o", tmp_path / "x.odt").status == 2
    monkeypatch.setattr("ridcalc.cli.allocate.FORMATS", (*FORMATS, LETTER))
    assert ridcalc("allocate", "-o", tmp_path / "x.odt").status == 0
    assert (tmp_path / "x.odt").read_text(encoding="utf-8") == "Dear reader"


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_format_that_a_command_does_not_offer_is_never_shown_as_another(name: str) -> None:
    request = Request("data", Progress(), format=format_named(name, FORMATS))
    with pytest.raises(NotOfferedError, match=name):
        rendered(Content(lambda: TABLE), request, ENGLISH)


def test_a_section_is_no_wider_than_the_screen() -> None:
    section = Section("s", (("", "word " * 60),))
    for one in CHECK_FORMATS:
        if isinstance(one, ViewFormat):
            assert one.render_section is not None
            widths = [
                max(map(len, one.render_section(section, ENGLISH, screen).splitlines()))
                for screen in (PAPER, Screen(300, terminal=True), Screen(40, terminal=True))
            ]
            assert widths[0] == widths[1] > 90
            assert widths[2] <= 40


def test_help_lists_the_dialects_of_csv(ridcalc: Run) -> None:
    shown = " ".join(ridcalc("allocate", "--help").out.split())
    assert f"--csv-dialect <{'|'.join(one.name for one in DIALECTS)}>" in shown
    assert [one.name for one in DIALECTS if one != STANDARD and f" {one.name}: " not in shown] == []


def test_the_help_on_harmless_values_is_right_about_every_dialect(ridcalc: Run) -> None:
    exact = " or ".join(one.name for one in DIALECTS if not one.formula_safe)
    assert f"(default unless --csv-dialect is {exact})" in " ".join(ridcalc("allocate", "--help").out.split())


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_csv_follows_its_dialect(dialect: Dialect, ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 2}}}",
        "measures.yaml": """\
budget: {years: [2024]}
measures: {m: {nature: incidental, side: income, key: k, amounts: {2024: 1}}}
""",
    }
    options = ("--data", write_folder(tmp_path, files), "--format", "csv", "--csv-dialect", dialect.name)
    rows = list(csv.DictReader(io.StringIO(ridcalc("allocate", *options).out), delimiter=dialect.separator))
    assert list(rows[0]) == [*COLUMNS, *MORE_COLUMNS]
    assert [row["amount"] for row in rows] == [f"-0{dialect.decimal_mark}{cents}" for cents in (33, 67)]
    before = "'" if dialect.formula_safe else ""
    assert [row["exact"] for row in rows] == [f"{before}-1/3", f"{before}-2/3"]
