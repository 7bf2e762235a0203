"""The codes of the languages that there are; language/languages.py says what each is like."""

from typing import Literal

LanguageCode = Literal["nl", "en"]
