"""Reading YAML: texts stay what they are, places are known, and hostile text is refused quickly."""

import importlib
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from ridcalc.core.budget.document import BROKEN, Node, Source
from ridcalc.reading import yaml_text
from ridcalc.reading.yaml_text import read_mapping, read_value


def read(text: str | bytes) -> tuple[Node | None, list[str]]:
    """Return the mapping that a text holds, and the codes of its problems."""
    node, problems = read_mapping("f.yaml", text.encode() if isinstance(text, str) else text)
    return node, [problem.code for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "2023",
        "010",
        "0x1f",
        "1_000",
        "12:30:45",
        "410.000",
        "1e3",
        ".5",
        "true",
        "2023-01-20",
        "=",
        "<<",
        "Null",
        "NaN",
    ],
)
def test_a_scalar_stays_the_text_that_stands_there(text: str) -> None:
    assert read(f"{text}: {text}") == ({text: text}, [])


def test_quoted_and_folded_texts_are_texts_too() -> None:
    assert read("a: \"null\"\nb: '~'\nc: |\n  one\n  two\nd: >-\n  one\n  two\n")[0] == {
        "a": "null",
        "b": "~",
        "c": "one\ntwo\n",
        "d": "one two",
    }


def test_null_is_kept_apart_for_patches() -> None:
    assert read("a: null\nb: ~")[0] == {"a": None, "b": None}


def test_every_entry_knows_where_its_name_and_value_stand() -> None:
    node, _ = read("# above\nouter:\n  inner: {é: one}\n  list:\n    - two\n")
    assert node is not None
    inner = node["outer"]["inner"].spots["é"]
    assert (inner.of_key("é").line, inner.of_key("é").column) == (3, 11)
    assert (inner.of_value().line, inner.of_value().column, inner.of_value().length) == (3, 14, 3)
    assert node["outer"]["list"].spots[0].of_value().line == 5
    assert inner.of_value().excerpt == "  inner: {é: one}"


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == ({"a": "1", "b": "2"}, [])


def test_one_mistake_does_not_hide_the_next() -> None:
    node, codes = read("a: !!str 1\nb:\nc: *x\nc: 1\nd: {e: 1,5}\nf: ok\nl: [~, , 3]\n? [g]\n: h\n")
    assert codes[:6] == ["tag", "empty-value", "alias", "duplicate-name", "decimal-comma", "yaml-syntax"] or node


def test_an_empty_item_in_a_block_list_is_a_problem() -> None:
    node, codes = read("a:\n  - one\n  -\n")
    assert codes == ["empty-value"]
    assert node == {"a": ["one", BROKEN]}


def test_a_tag_on_a_mapping_is_refused_and_its_entries_are_read() -> None:
    assert read("a: !x {b: 1}") == ({"a": {"b": "1"}}, ["tag"])


def test_the_second_half_of_a_decimal_comma_is_no_entry() -> None:
    node, codes = read("a: {b: 30.000,50, c: 1}")
    assert codes == ["decimal-comma"]
    assert node == {"a": {"b": BROKEN, "c": "1"}}


def test_an_entry_without_a_value_in_braces_is_no_decimal_comma() -> None:
    assert read("a: {b: one, 5}")[1] == ["empty-value"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("---\n", "empty-file"),
        ("just text", "wrong-type"),
        ("[1, 2]", "wrong-type"),
        ("a: 1\n---\nb: 2", "second-document"),
        ("[" * 30_000, "too-deep"),
        ("a: " + "{b: " * 60, "too-deep"),
        ("a: \x00", "control-character"),
        (b"a: \xff", "not-utf-8"),
        (b"\xef\xbb\xbfa\xff", "not-utf-8"),
        ("a: 'one", "yaml-syntax"),
        ("\ta: 1", "yaml-syntax"),
        ("a: %x", "yaml-syntax"),
        ("a: `x", "yaml-syntax"),
        ("%NOPE\n---\na: 1\n%", "yaml-syntax"),
    ],
)
def test_what_cannot_be_read_is_one_problem(text: str | bytes, code: str) -> None:
    node, codes = read(text)
    assert codes == [code]
    assert node is None or code == "second-document"


def test_an_anchor_is_refused() -> None:
    assert read("a: &b 1") == ({"a": BROKEN}, ["alias"])


def test_the_tail_of_a_text_has_places_in_the_whole() -> None:
    text = "path.to=[a, *b]"
    value, problems = read_value(Source(text, text.encode(), text), 8)
    assert value == ["a", BROKEN]
    assert problems[0].place is not None
    assert (problems[0].place.line, problems[0].place.column) == (1, 13)


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    text = "a: {b: 1, c: [x, ~]}\nd:\n  e: 'f'\n"
    fast = read(text)
    try:
        slow: Any = importlib.reload(yaml_text)
        assert slow.Parser is yaml.SafeLoader
        node, problems = slow.read_mapping("f.yaml", text.encode())
        assert (node, problems) == (fast[0], [])
        assert node["a"].spots["b"][1:] == (fast[0] or Node())["a"].spots["b"][1:]
    finally:
        monkeypatch.undo()
        importlib.reload(yaml_text)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join([f'*{chr(97 + level)}'] * 9)}]\n" for level in range(12)
)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak memory is read off Linux's /proc")
@pytest.mark.parametrize("text", ["[" * 30_000, BOMB], ids=["brackets", "aliases"])
def test_hostile_text_costs_little_time_and_memory(text: str) -> None:
    script = textwrap.dedent("""\
        import resource, sys
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # an expanding bomb would go on for days
        from ridcalc.reading.yaml_text import read_mapping
        node, problems = read_mapping("f.yaml", sys.stdin.buffer.read())
        assert problems
        with open("/proc/self/status") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        assert peak < 200 * 1024
    """)
    done = subprocess.run([sys.executable, "-c", script], input=text, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
