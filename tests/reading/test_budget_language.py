"""The language of a budget is known whatever else is wrong with its file, and soon."""

import os
from pathlib import Path

import pytest

from ridcalc.reading import yaml_text
from ridcalc.reading.budget_language import budget_language


def language_of(folder: Path, measures: str | bytes) -> str | None:
    """Return the language of a budget with this text in measures.yaml."""
    (folder / "measures.yaml").write_bytes(measures if isinstance(measures, bytes) else measures.encode())
    return budget_language(str(folder))


ENGLISH: dict[str, str | bytes] = {
    "on one line": "budget: {years: [2024], language: en}\n",
    "on lines": "budget:\n  years: [2024]\n  language: en\nmeasures: {}\n",
    "in quotation marks": "'budget': {\"language\": 'en'}\n",
    "with spaces": "budget  :\n  language :   en  # English\n",
    "among comments": "# budget: {language: nl}\nbudget:\n# language: nl\n\n  language: en\n",
    "after another language": "language: nl\nbudget:\n  rounding: {language: nl}\n  language: en\n",
    "with a list before it": "budget:\n  name: [language, nl]\n  language: en\n",
    "twice": "budget: {language: en}\nbudget: {language: nl}\n",
    "with a tag and an anchor": "budget: !!map &b {language: !!str &l en}\n",
    "as a long key": "? budget\n: {language: en}\n",
    "indented": "  budget:\n    language: en\n",
    "braces over lines": "budget: {\n  years: [2024],\n  language: en\n}\nmeasures: {\n",
    "JSON": '{"budget": {"years": [2024], "language": "en"}, "measures": {}}',
    "JSON over lines": '{\n  "measures": {"m": {"key": "k"}},\n  "budget": {\n    "language": "en"\n  }\n}\n',
    "JSON that breaks off": '{"budget": {"language": "en"}, "measures": {',
    "lines of Windows": "measures: {}\r\nbudget:\r\n  language: en\r\nx-more: [\r\n",
    "lines of an old Mac": "measures: {}\rbudget:\r  language: en\r",
    "a byte order mark": b"\xef\xbb\xbfbudget: {language: en}\n",
    "Latin-1": "budget:\n  name: coöperatie\n  language: en\n".encode("latin-1"),
    "a mistake before it": "measures: {m: [}\nbudget:\n  language: en\n",
    "a mistake after it": "budget:\n  language: en\n  name: 'open\n",
    "a control character before it": "measures: \x07\nbudget: {language: en}\n",
    "a control character after it": "budget:\n  language: en\n  name: \x07\n",
    "an escape beyond Unicode after it": 'budget: {language: en, name: "\\U00FFFFFF"}\n',
    "deep nesting after it": "budget: {language: en}\nmeasures: " + "{m: " * 10_000,
    "deep nesting before it": "budget: {x: " + "{m: " * 500 + "}" * 500 + ", language: en}\n",
}


@pytest.mark.parametrize("name", ENGLISH)
def test_a_language_is_found_wherever_it_stands(name: str, tmp_path: Path) -> None:
    assert language_of(tmp_path, ENGLISH[name]) == "en"


@pytest.mark.parametrize("text", ["budget: {years: [2024]}\n", "budget:\n  name: x\nmeasures: [", '{"budget": {}}'])
def test_a_budget_without_a_language_is_dutch(text: str, tmp_path: Path) -> None:
    assert language_of(tmp_path, text) == "nl"


UNKNOWN: dict[str, str | bytes] = {
    "an empty file": "",
    "a word": "budget",
    "a budget that is a word": "budget: en\n",
    "no budget": "measures: {language: en}\n",
    "another language": "budget: {language: de}\n",
    "no value": "budget: {language: }\n",
    "several values": "budget: {language: [en]}\n",
    "an alias": "x-e: &e en\nbudget: {language: *e}\n",
    "a mistake before it": "budget:\n  name: [\n  language: en\n",
    "an escape beyond Unicode": 'budget: {name: "\\U00FFFFFF", language: en}\n',
    "UTF-16": "budget: {language: en}\n".encode("utf-16"),
    "brackets without end": "budget: " + "[" * 100_000,
    "braces without end": "budget: " + "{x: " * 100_000,
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_language_that_cannot_be_read_is_not_guessed(name: str, tmp_path: Path) -> None:
    assert language_of(tmp_path, UNKNOWN[name]) is None


@pytest.mark.parametrize("name", [*ENGLISH, *UNKNOWN])
def test_the_slow_parser_finds_the_same_language(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yaml import SafeLoader

    text = (ENGLISH | UNKNOWN)[name][:500]  # the slow parser needs seconds for a thousand brackets
    quick = language_of(tmp_path, text)
    monkeypatch.setattr("ridcalc.reading.budget_language.Parser", SafeLoader)
    assert language_of(tmp_path, text) == quick


def test_what_is_no_file_has_no_language(tmp_path: Path) -> None:
    assert budget_language(str(tmp_path)) is None
    assert budget_language(str(tmp_path / "nowhere")) is None
    (tmp_path / "measures.yaml").mkdir()
    assert budget_language(str(tmp_path)) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_left_to_the_loader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "measures.yaml")
    assert budget_language(str(tmp_path)) is None


@pytest.mark.parametrize(
    "text",
    [
        "{" + "x: 1, " * 100_000 + "budget: {language: en}}",
        "budget:\n  years:\n" + "  - 2024\n" * 100_000 + "  language: en\n",
    ],
    ids=["in front of the budget", "in the budget"],
)
def test_very_much_text_is_not_read_twice(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    class Counted(yaml_text.Parser):  # type: ignore[misc]  # yaml's parser has no types
        def get_event(self) -> object:
            nonlocal read
            read += 1
            return super().get_event()

    monkeypatch.setattr("ridcalc.reading.budget_language.Parser", Counted)
    assert language_of(tmp_path, text) is None
    assert read == 50_000
