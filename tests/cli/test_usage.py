"""Wrong usage and help: in the language of the reader, with what to write instead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from builders import Run
from ridcalc import cli
from ridcalc.cli.help import ADDED, HEADINGS, METAVARS, PROPERTIES
from ridcalc.cli.usage import TEMPLATES, in_our_words
from ridcalc.language.catalogue import translation
from ridcalc.language.languages import LANGUAGES

WRONG = {
    "allocated": (
        "there is no command allocated; did you mean allocate?",
        "er is geen commando allocated; bedoelt u allocate?",
    ),
    "xyz": ("there is no command xyz", "er is geen commando xyz"),
    "allocate --sceario raadsbrief": (
        "there is no option --sceario; did you mean --scenario?",
        "er is geen optie --sceario; bedoelt u --scenario?",
    ),
    "allocate --stage pakket": (
        "there is no option --stage; did you mean --scenario?",
        "er is geen optie --stage; bedoelt u --scenario?",
    ),
    "explain zevenaar --year 2023": ("there is no option --year", "er is geen optie --year"),  # unlike --measure
    "export deel.pdf": (
        "Invalid value for FILE.xlsx: the name of a workbook ends in .xlsx",
        "Ongeldige waarde voor BESTAND.xlsx: de naam van een werkboek eindigt op .xlsx",
    ),
    "allocate -x": ("there is no option -x", "er is geen optie -x"),
    "explain": ("the argument PARTICIPANT is missing", "het argument DEELNEMER ontbreekt"),
    "reconcile 410000": ("the option --year is missing", "de optie --year ontbreekt"),
    "allocate 2023 2024": ("not expected here: 2023 2024", "hier wordt niets meer verwacht: 2023 2024"),
    "allocate --scenario": ("--scenario needs a value", "--scenario heeft een waarde nodig"),
    "allocate --notes=all": ("--notes takes no value", "--notes heeft geen waarde"),
    "allocate --by colour": (
        "Invalid value for --by: 'colour' is not one of participant, nature, measure, period, task, step",
        "Ongeldige waarde voor --by: 'colour' is niet een van participant, nature, measure, period, task, step",
    ),
    "allocate --width wide": (
        "Invalid value for --width: write a whole number",
        "Ongeldige waarde voor --width: schrijf een geheel getal",
    ),
    "reconcile 410000 --year 2023 --limit 0": (
        "Invalid value for --limit: write 1 or more",
        "Ongeldige waarde voor --limit: schrijf 1 of meer",
    ),
    "explain zevenaar soon": (
        "Invalid value for YEAR: 'soon' is not a year; write such as 2027",
        "Ongeldige waarde voor JAAR: 'soon' is geen jaar; schrijf bijvoorbeeld 2027",
    ),
}
"""Arguments → what is wrong, in English and in Dutch."""


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage_is_in_the_language_of_the_reader(
    arguments: str, ridcalc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_english, in_dutch = WRONG[arguments]
    for language, expected, error in (("en", in_english, "Error"), ("nl", in_dutch, "Fout")):
        monkeypatch.setenv("RIDCALC_LANG", language)
        outcome = ridcalc(*arguments.split())
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.splitlines()[-1] == f"{error}: {expected}"


def test_wrong_usage_shows_the_usage_and_the_way_to_the_help(ridcalc: Run) -> None:
    for wrong in ("--soort", "--scenario", "--notes=all"):
        shown = ridcalc("--lang", "nl", "explain", "zevenaar", wrong)
        assert shown.err.splitlines()[:3] == [
            "Gebruik: ridcalc explain [OPTIES] {DEELNEMER} [JAAR]",
            "Hulp: ridcalc explain -h",
            "",
        ]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("2023-H1", "--year 2023; allocate --by period shows"),
        ("2023-Q3", "--year 2023; allocate --by period shows"),
        ("2023-07", "--year 2023; allocate --by period shows"),
        ("2023H1", "--year 2023; allocate --by period shows"),
        ("2023-2025", "write each year apart: --year 2023 --year 2025"),
        ("2023,2024", "write each year apart: --year 2023 --year 2024"),
        ("23", "four digits: --year 2023"),
        ("abc", "'abc' is not a year; write such as --year 2027"),
        ("--lang", "'--lang' is not a year"),
    ],
)
@pytest.mark.parametrize("command", [("allocate",), ("compare", "raadsbrief", "rapport"), ("reconcile", "410000")])
def test_what_is_not_a_year_gets_the_way_to_write_one(
    command: tuple[str, ...], text: str, instead: str, ridcalc: Run
) -> None:
    outcome = ridcalc("--lang", "en", *command, "--year", text)
    assert (outcome.status, outcome.out) == (2, "")
    assert instead in outcome.err


def test_a_unit_that_is_not_a_number_gets_the_units_there_are(ridcalc: Run) -> None:
    assert "hint: write 1, 10, 100, 1000 and so on" in ridcalc("--lang", "en", "allocate", "--unit", "thousand").err


def test_without_arguments_the_help_is_shown(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIDCALC_LANG", "nl")
    outcome = ridcalc()
    assert outcome.status == 2
    assert outcome.err == ridcalc("--help").out


@pytest.mark.parametrize("command", ["", *cli.COMMANDS])
def test_dutch_help_has_no_word_of_typer(command: str, ridcalc: Run) -> None:
    shown = ridcalc("--lang", "nl", *command.split(), "--help").out
    words = ["Usage", "Options", "Arguments", "OPTIONS", "COMMAND", "ARGS", "required", "default", "Show", "Install"]
    values = [name for name in METAVARS if translation("nl")(name) != name]
    assert re.findall(rf"\b(?:{'|'.join(words + values)})\b", shown) == []
    assert shown.startswith("Gebruik: ridcalc")


REACHED = ("_click/core.py", "_click/parser.py", "core.py", "_param_types.py", "_coercion.py")
"""The modules of typer that check arguments."""
NOT_REACHED = {
    r"Value must be an iterable\.": "values come from the command line, which gives lists",
    r"Argument .* takes .* values\.": "no argument takes a number of values",
    r"Value .* is not a valid .*\.": "no option is of a type of its own",
    r".* does not exist\.|.* is (a file|a directory|not readable|not writable)\.": "no option is a path of typer",
    r"'.*': .*": "no option is a file of typer",
    r"Takes .* values but .* given\.": "no option takes a number of values",
}
"""Pattern of a sentence of typer → why ridcalc never shows it."""


def sentences_of_typer() -> Iterator[str]:
    """Yield each sentence of a usage error in typer, with `5` for each value."""
    folder = Path(typer.__file__).parent
    for name in REACHED:
        for node in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in {"fail", "UsageError", "BadParameter", "BadOptionUsage", "BadArgumentUsage"}:
                for text in map(text_of, node.args):
                    if " " in text:
                        yield text


def text_of(node: ast.AST) -> str:
    """Return the text that an expression makes, with `5` for each value; empty for other than a text."""
    match node:
        case ast.Constant(value=str(text)):
            return re.sub(r"\{.*?\}", "5", text)
        case ast.JoinedStr(values=parts):
            return "".join(text_of(part) or "5" for part in parts)
        case ast.Call(func=ast.Name(id="_"), args=[text]):
            return text_of(text)
        case ast.Call(func=ast.Attribute(value=template, attr="format")):
            return text_of(template)
    return ""


def test_every_sentence_of_typer_that_can_be_reached_is_in_our_words() -> None:
    found = set(sentences_of_typer())
    assert {"Missing command.", "No such command 5.", "Got unexpected extra argument(s) (5)"} <= found
    untranslated = [
        text
        for text in found
        if not any(re.fullmatch(pattern, text) for pattern in NOT_REACHED)
        and in_our_words(text.replace("requires 5", "requires an argument."), translation("nl")) == text
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_word_of_the_help_is_translated(language: str) -> None:
    translate = translation(language)
    texts = {*HEADINGS, *ADDED, *PROPERTIES.values(), *TEMPLATES.values()}
    assert [text for text in texts if translate(text) == text] == []
