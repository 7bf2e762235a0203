"""The languages, one record each: the notation of numbers and money, and what is available in the language.

The codes are repeated in core/values/languages.py, because the core may not import this module.
"""

from typing import NamedTuple

from ridcalc.core.values.languages import LanguageCode


class LanguageRecord(NamedTuple):
    """The properties of a language, apart from the translations."""

    code: LanguageCode
    thousands: str
    """The separator of thousands."""
    decimal: str
    """The decimal separator."""
    money: str
    """The template of an amount with a currency sign; a currency code comes before the amount in every language."""
    months: tuple[str, ...]
    has_catalogue: bool
    """Whether locale/ has translations; False for the language of the sentences in the code."""
    locales: tuple[str, ...]
    """The prefixes of the names of the language's locales, in lower case."""


LANGUAGES: dict[str, LanguageRecord] = {
    record.code: record
    for record in (
        LanguageRecord(
            code="nl",
            thousands=".",
            decimal=",",
            money="{sign} {minus}{digits}",
            months=(
                "januari",
                "februari",
                "maart",
                "april",
                "mei",
                "juni",
                "juli",
                "augustus",
                "september",
                "oktober",
                "november",
                "december",
            ),
            has_catalogue=True,
            locales=("nl",),
        ),
        LanguageRecord(
            code="en",
            thousands=",",
            decimal=".",
            money="{minus}{sign}{digits}",
            months=(
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ),
            has_catalogue=False,
            locales=("en",),
        ),
    )
}
"""Code → language, in the order of the help."""

OWN_LANGUAGE = next(code for code, record in LANGUAGES.items() if not record.has_catalogue)
"""The code of the language of the sentences in the source code; the default language of messages."""

TRANSLATED = tuple(code for code, record in LANGUAGES.items() if record.has_catalogue)
"""The codes of the languages with a catalogue."""
