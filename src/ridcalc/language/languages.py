"""The languages: how each writes numbers and money, and what there is in it. A language is one record in `LANGUAGES`.

Its code stands in core/values/languages.py too, because the core may not import this module.
"""

from typing import NamedTuple

from ridcalc.core.values.languages import LanguageCode


class LanguageRecord(NamedTuple):
    """What differs between languages, but for their sentences."""

    code: LanguageCode
    thousands: str
    """The mark between thousands."""
    decimal: str
    """The mark before decimals."""
    money: str
    """How an amount stands with the sign of its currency; the code of a currency stands first in every language."""
    has_catalogue: bool
    """Whether locale/ translates the sentences of the code; False for the language that these are written in."""
    locales: tuple[str, ...]
    """What the names of the locales of the language begin with, in small letters."""
    example_scenario: str
    """The id of the scenario in the folder of examples/ that `ridcalc init` copies."""


LANGUAGES: dict[str, LanguageRecord] = {
    record.code: record
    for record in (
        LanguageRecord(
            code="nl",
            thousands=".",
            decimal=",",
            money="{sign} {minus}{digits}",
            has_catalogue=True,
            locales=("nl",),
            example_scenario="voorstel",
        ),
        LanguageRecord(
            code="en",
            thousands=",",
            decimal=".",
            money="{minus}{sign}{digits}",
            has_catalogue=False,
            locales=("en",),
            example_scenario="proposal",
        ),
    )
}
"""The languages by their codes, in the order in which help lists them."""

OWN_LANGUAGE = next(code for code, record in LANGUAGES.items() if not record.has_catalogue)
"""The code of the language that the sentences in the code are written in; it is spoken where no other is asked for."""

TRANSLATED = tuple(code for code, record in LANGUAGES.items() if record.has_catalogue)
"""The codes of the languages that have a catalogue."""
