"""Values that begin with an apostrophe: each is a problem with what to write, and the rest of the file is read."""

import pytest

from ridcalc.core.budget.document import BROKEN
from ridcalc.reading.yaml_text import read_mapping


def hints(text: str) -> list[tuple[int, int, str]]:
    """Return the line, the column and the text to write of each problem of a file."""
    _, problems = read_mapping("keys.yaml", text.encode())
    return [
        (problem.place.line or 0, problem.place.column or 0, str(problem.hint.values["form"]))
        for problem in problems
        if problem.place and problem.hint
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  name: 's-Gravenhage\nb:\n  name: 't Hof\n", [(2, 9, '"\'s-Gravenhage"'), (4, 9, '"\'t Hof"')]),
        ("a: {name: 's-Gravenhage, note: 'goed'}\n", [(1, 11, '"\'s-Gravenhage"')]),
        ("a: {name: 's-Gravenhage, old: 's-Hage}\n", [(1, 11, '"\'s-Gravenhage"'), (1, 31, '"\'s-Hage"')]),
        ("a: ['s-Gravenhage, 'goed']\n", [(1, 5, '"\'s-Gravenhage"')]),
        ("- b: x\n  a: 's-Hage # remark\n", [(2, 6, '"\'s-Hage"')]),
        ('a: \'t Hof "West"\n', [(1, 4, "'''t Hof \"West\"'")]),
    ],
)
def test_each_value_has_the_form_to_write(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [hint for hint in hints(text) if hint[2]] == expected


@pytest.mark.parametrize(
    "text", ["a: '''s-Gravenhage'\n", 'a: "\'s-Gravenhage"\n', "a: de avond, 's avonds\n", "a: 'x'\n"]
)
def test_texts_in_quotation_marks_and_apostrophes_within_a_text_are_no_problem(text: str) -> None:
    node, problems = read_mapping("keys.yaml", text.encode())
    assert node is not None
    assert problems == []


def test_the_rest_of_the_file_is_read() -> None:
    node, problems = read_mapping("keys.yaml", b"a: 's-Gravenhage\nb: 12\n# 't is\nc: x 's x\n")
    assert node == {"a": BROKEN, "b": "12", "c": "x 's x"}
    assert len(problems) == 1


def test_another_mistake_is_reported_beside_them() -> None:
    _, problems = read_mapping("keys.yaml", b"a: 's-Gravenhage\nb: {c: 1\n")
    assert [(problem.place.line, problem.hint is not None) for problem in problems if problem.place] == [
        (1, True),
        (2, False),
    ]


def test_a_mistake_without_a_value_that_begins_so_stays_as_it_is() -> None:
    _, problems = read_mapping("keys.yaml", b"# 's avonds\na: {c: 1\n")
    assert [problem.place.line for problem in problems if problem.place] == [2]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_file_in_another_encoding_names_it(encoding: str) -> None:
    node, problems = read_mapping("keys.yaml", "participants: {denhaag: {name: Den Haag}}\n".encode(encoding))
    assert node is None
    assert [problem.code for problem in problems] == ["not-utf-8"]
    assert problems[0].message.values == {"encoding": encoding.upper()[:6]}


def test_a_byte_order_mark_of_utf_8_is_no_problem() -> None:
    node, problems = read_mapping("keys.yaml", "a: Den Haag\n".encode("utf-8-sig"))
    assert (node, problems) == ({"a": "Den Haag"}, [])


def test_an_id_that_begins_with_an_apostrophe_has_an_id_to_write() -> None:
    text = b"participants:\n  's-Her: {name: Den Bosch}\n  zuid: {name: Zuid}\nshares: {'s-Her: 50%, zuid: 50%}\n"
    node, problems = read_mapping("keys.yaml", text)
    assert node == {"participants": {"zuid": {"name": "Zuid"}}, "shares": BROKEN}
    assert [problem.hint and problem.hint.values for problem in problems] == [{"id": "s-her"}, {"id": "s-her"}]


def test_quotation_marks_without_end_are_looked_at_once() -> None:
    text = b"a: " + b'" \\' * 200_000 + b"\n"  # looked at from each mark to the end, they would take an hour
    node, problems = read_mapping("keys.yaml", text)
    assert node is None
    assert len(problems) == 1
