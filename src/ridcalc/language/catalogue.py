"""The catalogue: every sentence that a person reads, in each language, and the language in which it is read.

The sentences in the code are English and the catalogue's keys; `locale/` holds those of the other languages.
"""

import gettext
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from ridcalc.language.languages import LANGUAGES, OWN_LANGUAGE

Translate = Callable[[str], str]


def marked(text: str) -> str:
    """Return `text` as it is: marks a text for the catalogue that is translated elsewhere."""
    return text


@cache
def translation(language: str) -> Translate:
    """Return the function that translates the catalogue's English texts to a language; itself for English."""
    if not LANGUAGES[language].has_catalogue:
        return marked
    folder = os.path.join(os.path.dirname(__file__), "locale")
    return gettext.translation("ridcalc", folder, [language]).gettext


def message_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the code of the language of the talk: of `--lang`, RIDCALC_LANG or the locale, or else the code's own."""
    names = ("RIDCALC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    told = [language_asked(arguments), *(environment.get(name) for name in names)]
    first = next((value for value in told if value), "").lower()
    return next((code for code, record in LANGUAGES.items() if first.startswith(record.locales)), OWN_LANGUAGE)


def language_asked(arguments: Sequence[str]) -> str | None:
    """Return what the command line's last `--lang` says, if it has one."""
    asked = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked
