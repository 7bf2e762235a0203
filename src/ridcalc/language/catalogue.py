"""The catalogue: every sentence that a person reads, in Dutch or English, and the language in which it is read.

The sentences in the code are English and the catalogue's keys; `locale/` holds the Dutch ones.
"""

import gettext
import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

LANGUAGES = ("nl", "en")

Translate = Callable[[str], str]


def marked(text: str) -> str:
    """Return `text` as it is: marks a text for the catalogue that is translated elsewhere."""
    return text


@lru_cache(maxsize=2)
def translation(language: str) -> Translate:
    """Return the function that translates the catalogue's English texts to a language; itself for English."""
    if language == "en":
        return marked
    folder = os.path.join(os.path.dirname(__file__), "locale")
    return gettext.translation("ridcalc", folder, [language]).gettext


def language_of_talk(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of the talk: that of `--lang`, RIDCALC_LANG or the locale; English unless it is Dutch."""
    names = ("RIDCALC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    told = [language_asked(arguments), *(environment.get(name) for name in names)]
    first = next((value for value in told if value), "")
    return "nl" if first.lower().startswith("nl") else "en"


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
