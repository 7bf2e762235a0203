"""Invisible characters in YAML: which they are, where they are problems, and what is read without them."""

import re
import sys
import unicodedata

import pytest

from ridcalc.core.values.problems import Problem
from ridcalc.language.sentences import Language
from ridcalc.reading.invisible import CONTROL, FORMAT, TURNING, is_printed
from ridcalc.reading.overrides import override_of
from ridcalc.reading.yaml_text import read_mapping

SOFT_HYPHEN, ZERO_WIDTH_SPACE, RIGHT_TO_LEFT, NO_BREAK_SPACE = "\u00ad", "\u200b", "\u202e", "\u00a0"


def found(problems: list[Problem]) -> list[tuple[int, int, str, str]]:
    """Return line, column, number of the character and hint of each problem, in the order of the file."""
    english = Language("en")
    every = {
        (
            problem.place.line or 0,
            problem.place.column or 0,
            problem.message.values["code"],
            english.text(problem.hint) if problem.hint and "{text}" in problem.hint.template else "",
        )
        for problem in problems
        if problem.place and problem.code == "control-character"
    }
    assert {problem.code for problem in problems} <= {"control-character"}
    return sorted(every)


def read(text: str) -> tuple[object, list[tuple[int, int, str, str]]]:
    """Return what a text of YAML holds, and its invisible characters."""
    node, problems = read_mapping("f.yaml", text.encode())
    return node, found(problems)


def test_every_format_character_and_hidden_line_break_of_unicode_is_one() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    hidden = [one for one in characters if unicodedata.category(one) in {"Cf", "Zl", "Zp"}]
    assert len(hidden) > 150
    assert [one for one in hidden if not re.fullmatch(FORMAT, one)] == []


@pytest.mark.parametrize("expression", [CONTROL, TURNING, FORMAT])
def test_a_text_with_one_is_not_taken_for_a_text_without(expression: str) -> None:
    refused = re.findall(expression, "".join(map(chr, range(sys.maxunicode + 1))))
    assert refused
    assert [one for one in refused if is_printed(f"Wester{one}voort\n")] == []
    assert is_printed("Súdwest-Fryslân – € 1.250\n")


def test_letters_signs_and_spaces_are_none() -> None:
    text = "Fryslân, Súdwest-Fryslân; € 1.250 – “café” 1\u00a0000\u202f000 \u2009x"
    assert re.search(FORMAT, text) is re.search(CONTROL, text) is None


def test_the_place_of_each_is_known_and_the_value_is_read_without_it() -> None:
    node, problems = read(f"a: x\nname: West{SOFT_HYPHEN}er{ZERO_WIDTH_SPACE}voort\n")
    assert node == {"a": "x", "name": "Westervoort"}
    assert problems == [(2, 11, "U+00AD", "without it: Westervoort"), (2, 14, "U+200B", "without it: Westervoort")]


def test_a_name_with_one_is_the_name_without_it() -> None:
    assert read(f"dui{ZERO_WIDTH_SPACE}ven: {{a: 1}}") == (
        {"duiven": {"a": "1"}},
        [(1, 4, "U+200B", "without it: duiven")],
    )


def test_a_number_with_one_is_the_number_without_it() -> None:
    assert read(f"2024: 30000{ZERO_WIDTH_SPACE}") == (
        {"2024": "30000"},
        [(1, 12, "U+200B", "without it: 30000")],
    )


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        (r'a: "x\u00ady"', [6]),
        (r'a: "x\xady"', [6]),
        (r'a: "x\U000000ADy"', [6]),
        (r'a: "\\u00ad \u00ad"', [13]),  # a backslash and the text u00ad, then the character
        ('a: "x\\u00ad\u00ad"', [6, 12]),
        (r"a: 'x\u00ady'", []),  # in single quotation marks a backslash is a backslash
        (r"a: x\u00ady", []),
    ],
)
def test_an_escape_is_the_character(written: str, columns: list[int]) -> None:
    assert [column for _, column, _, _ in read(written)[1]] == columns


def test_an_escaped_line_break_that_nobody_sees_is_one() -> None:
    assert [(column, code) for _, column, code, _ in read(r'a: "x\Ly\Pz"')[1]] == [(6, "U+2028"), (9, "U+2029")]


def test_a_text_of_nothing_else_is_no_empty_text() -> None:
    assert read(f"a: {ZERO_WIDTH_SPACE}") == ({"a": ZERO_WIDTH_SPACE}, [(1, 4, "U+200B", "")])


def test_in_a_comment_only_those_count_that_turn_a_line_or_end_it() -> None:
    assert read(f"a: 1  # soft{SOFT_HYPHEN}hyphen") == ({"a": "1"}, [])
    assert read(f"a: 1  # {RIGHT_TO_LEFT}52") == ({"a": "1"}, [(1, 9, "U+202E", "")])
    assert read("a: 1  # done\u2028b: 2") == (None, [(1, 13, "U+2028", "")])


def test_all_of_a_file_are_named_at_once() -> None:
    assert [line for line, *_ in read("a: \x07\nb: \x07\nc: \u2028\n")[1]] == [1, 2, 3]


def test_a_no_break_space_is_a_space() -> None:
    text = f"Gemeente{NO_BREAK_SPACE}Duiven"
    assert read(f"a: {text}") == ({"a": text}, [])


def test_the_place_in_a_set_text_counts_from_its_begin() -> None:
    _, problems = override_of(f"measures.m.name=Hu{SOFT_HYPHEN}ur")
    assert found(problems) == [(1, 19, "U+00AD", "without it: Huur")]


def test_the_names_before_the_value_of_a_set_text_are_read_too() -> None:
    _, problems = override_of(f"measures.hu{SOFT_HYPHEN}ur.name=Huur")
    assert found(problems) == [(1, 12, "U+00AD", "without it: measures.huur.name")]
