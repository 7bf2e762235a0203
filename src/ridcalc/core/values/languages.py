"""Codes of the supported languages. language/languages.py describes each language."""

from typing import Literal

LanguageCode = Literal["nl", "en"]
