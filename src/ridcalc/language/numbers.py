"""Numbers as text in the notation of a language, or in a canonical notation for programs.

Amounts are exact. Percentages and decimal numbers are rounded to the decimals that are shown.
"""

from datetime import date
from fractions import Fraction

from ridcalc.language.languages import LANGUAGES

_SIGNS = {"EUR": "€"}
_WITH_CODE = "{sign} {minus}{digits}"
"""The template of an amount in a currency without a sign."""
_MOST_DECIMALS = 8
"""The most decimals of an exact number; one with more is shown as a fraction."""


def digits(cents: int, language: str, *, decimals: bool) -> str:
    """Return an amount in cents as digits with separators. `decimals` adds `,00` to an amount of whole euros."""
    marks = LANGUAGES[language]
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", marks.thousands)
    if decimals or rest:
        text += f"{marks.decimal}{rest:02d}"
    return f"-{text}" if cents < 0 else text


def money(cents: int, language: str, currency: str = "EUR", *, decimals: bool = False) -> str:
    """Return an amount in cents with its currency, such as `€ 213.200` in Dutch or `€213,200` in English.

    >>> money(12308843, "nl")
    '€ 123.088,43'
    """
    sign = _SIGNS.get(currency, currency)
    form = LANGUAGES[language].money if len(sign) == 1 else _WITH_CODE
    return form.format(
        sign=sign, minus="-" if cents < 0 else "", digits=digits(abs(cents), language, decimals=decimals)
    )


def day(value: date, language: str) -> str:
    """Return a day with its month in words.

    >>> day(date(2023, 7, 5), "nl")
    '5 juli 2023'
    """
    return f"{value.day} {LANGUAGES[language].months[value.month - 1]} {value.year}"


def percentage(share: Fraction, language: str, decimals: int = 1) -> str:
    """Return a share of 1 as a percentage, rounded half away from zero.

    >>> percentage(Fraction(13, 25), "nl")
    '52,0%'
    """
    scaled = abs(share) * 100 * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(units, 10**decimals)
    sign = "-" if share < 0 else ""
    return f"{sign}{whole}{LANGUAGES[language].decimal}{rest:0{decimals}d}%"


def decimal(number: Fraction, language: str, most: int = 4) -> str:
    """Return a number without trailing zeros, rounded half away from zero to `most` decimals.

    >>> decimal(Fraction(1, 3), "nl"), decimal(Fraction(2500), "en")
    ('0,3333', '2,500')
    """
    units = (2 * abs(number.numerator) * 10**most + number.denominator) // (2 * number.denominator)
    whole, rest = divmod(units, 10**most)
    marks = LANGUAGES[language]
    text = f"{whole:,}".replace(",", marks.thousands)
    digits_after = f"{rest:0{most}d}".rstrip("0")
    return f"{'-' if number < 0 else ''}{text}{marks.decimal + digits_after if digits_after else ''}"


def exact(number: Fraction, language: str) -> str:
    """Return a number with all its decimals, or as a fraction if they do not end.

    >>> exact(Fraction(103205, 100000), "nl"), exact(Fraction(3113, 3000), "nl")
    ('1,03205', '3113/3000')
    """
    decimals = 0
    while decimals < _MOST_DECIMALS and (number * 10**decimals).denominator != 1:
        decimals += 1
    shown = decimal(number, language, decimals)
    return shown if (number * 10**decimals).denominator == 1 else str(number)


def canonical_money(cents: int) -> str:
    """Return an amount in cents as text for programs: euros with a point and two decimals, such as `213200.00`."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def canonical_fraction(number: Fraction) -> str:
    """Return a fraction in lowest terms as text for programs, such as `13/25`, or `1` for a whole number."""
    return str(number)
