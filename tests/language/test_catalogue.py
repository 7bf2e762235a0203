"""The languages: every sentence has a translation, with the same values in it; what is not a sentence is a record."""

import ast
import gettext
import string
from collections.abc import Iterator
from typing import get_args

import pytest

from builders import ROOT
from ridcalc.core.values.languages import LanguageCode
from ridcalc.core.values.problems import Euros, say
from ridcalc.language.catalogue import language_asked, message_language, translation
from ridcalc.language.languages import LANGUAGES, OWN_LANGUAGE, TRANSLATED
from ridcalc.language.sentences import Language

LOCALES = ROOT / "src" / "ridcalc" / "language" / "locale"


def sentences() -> Iterator[str]:
    """Yield every English text that the code passes to `say` or `marked`."""
    for path in (ROOT / "src").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(code)) if "say(" in code or "marked(" in code else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "marked"}:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def values_in(text: str) -> set[str]:
    """Return the names of the values that a sentence has places for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_with_the_same_values(language: str) -> None:
    catalogue: dict[str, str] = {}
    for path in (LOCALES / language / "LC_MESSAGES").glob("*.mo"):
        with path.open("rb") as file:
            catalogue |= vars(gettext.GNUTranslations(file))["_catalog"]
    found = set(sentences())
    assert len(found) > 150
    assert sorted(found - catalogue.keys()) == []
    assert sorted(catalogue.keys() - found - {""}) == [], "no text is left over from before"
    for text in found:
        assert values_in(text) == values_in(catalogue[text]), text


def test_every_language_of_the_core_has_a_record_and_no_other() -> None:
    assert tuple(LANGUAGES) == get_args(LanguageCode)


def test_there_is_a_catalogue_of_each_language_but_the_code_s_own() -> None:
    assert sorted(path.name for path in LOCALES.iterdir()) == sorted(TRANSLATED)
    assert [code for code in LANGUAGES if code not in TRANSLATED] == [OWN_LANGUAGE]


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "nl_NL.UTF-8"}, "nl"),
        ([], {"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en", "LC_MESSAGES": "nl"}, "nl"),
        ([], {"RIDCALC_LANG": "nl", "LC_ALL": "en"}, "nl"),
        (["--lang", "en"], {"RIDCALC_LANG": "nl"}, "en"),
        (["allocate", "--lang=nl"], {}, "nl"),
        (["--lang"], {}, "en"),
        (["--", "--lang", "nl"], {}, "en"),
    ],
)
def test_messages_are_in_the_language_asked_for(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert message_language(arguments, environment) == language


def test_the_last_lang_counts() -> None:
    assert language_asked(["--lang", "nl", "--lang=en"]) == "en"


def test_english_is_the_code_s_own() -> None:
    assert translation("en")("Total") == "Total"
    assert translation("nl")("Total") == "Totaal"


def test_a_message_shows_its_values_as_a_reader_writes_them() -> None:
    dutch = Language("nl", longest=10)
    message = say("{amount} too much", amount=Euros(-12345678))
    assert dutch.text(message) == "€ -123.456,78 te veel"
    assert Language("en").text(message) == "-€123,456.78 too much"
    assert dutch.text(say("{nature}, {side}", nature="x" * 20, side=("a", "b"))) == "xxxxxxxxx…, a, b"
