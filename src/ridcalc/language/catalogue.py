"""The catalogues of translations, and the choice of the language of messages.

The English sentences in the code are the keys of the catalogues; `locale/` holds the translations.
"""

import gettext
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from ridcalc.language.languages import LANGUAGES, OWN_LANGUAGE

Translate = Callable[[str], str]
"""A function from an English text of the catalogue to its translation."""


def marked(text: str) -> str:
    """Return `text` unchanged. Marks a text that belongs in the catalogue; the caller translates it later."""
    return text


@cache
def translation(language: str, catalogue: str = "ridcalc") -> Translate:
    """Return the function that translates texts to the language with this code; `marked` for English.

    The catalogue `explanations` has the texts of the explanations of problem codes, `ridcalc` all others.
    """
    if not LANGUAGES[language].has_catalogue:
        return marked
    folder = os.path.join(os.path.dirname(__file__), "locale")
    return gettext.translation(catalogue, folder, [language]).gettext


def message_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the code of the language of messages: of `--lang`, RIDCALC_LANG or the locale; otherwise OWN_LANGUAGE."""
    names = ("RIDCALC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    settings = [language_asked(arguments), *(environment.get(name) for name in names)]
    locale = next((setting for setting in settings if setting), "").lower()
    return next((code for code, record in LANGUAGES.items() if locale.startswith(record.locales)), OWN_LANGUAGE)


def language_asked(arguments: Sequence[str]) -> str | None:
    """Return the value of the last `--lang` of the command line; None without the option."""
    value = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
    return value
