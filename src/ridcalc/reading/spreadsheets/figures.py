"""Amounts and counts as people and programs write them in sheets, read to exact decimal text.

A number is read with a decimal comma and with a decimal point; where both readings are numbers, something else decides.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

DecimalMark = Literal["comma", "point"]

_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f]")
_MINUSES = re.compile(r"[\u2212\u2010-\u2013]")
_CURRENCY = re.compile(r"(?i)^(-?) ?(?:€|eur\b|euro\b) ?|(?<=[\d,.-]) ?(?:€|eur|euro)$")
_NO_CENTS = re.compile(r"[,.](?:-{1,2}|=)$")
_IN_BRACKETS = re.compile(r"\((.+)\)")
_UNKNOWN = re.compile(r"(?i)[-+]?(?:€ ?)?p\.?\s?m\.?")
_NIL = re.compile(r"(?:€ ?)?-+(?: ?€)?")
_WHOLE = r"(?:[1-9]\d{{0,2}}(?:[{thousands} ]\d{{3}})+|\d+)"
_FORMS: dict[DecimalMark, re.Pattern[str]] = {
    "comma": re.compile(rf"({_WHOLE.format(thousands='.')})(?:,(\d+))?"),
    "point": re.compile(rf"({_WHOLE.format(thousands=',')})(?:\.(\d+))?"),
}


class Reading(NamedTuple):
    """The readings of a text: exact decimal text with a decimal comma, and with a point; None if it is no number."""

    comma: str | None
    point: str | None

    @property
    def evidence(self) -> DecimalMark | None:
        """The decimal mark, if only one of the two gives a number."""
        if (self.comma is None) == (self.point is None):
            return None
        return "point" if self.comma is None else "comma"

    @property
    def has_two(self) -> bool:
        """Whether both marks give a number, and not the same one."""
        return self.comma is not None and self.point is not None and self.comma != self.point


@lru_cache(maxsize=4096)
def readings(text: str) -> Reading:
    """Return the readings of a text.

    >>> readings("1.234,50"), readings("1.234")
    (Reading(comma='1234.50', point=None), Reading(comma='1234', point='1.234'))
    """
    if len(text) > 60:
        return Reading(None, None)
    bare = _MINUSES.sub("-", _SPACES.sub(" ", text))
    bare = _CURRENCY.sub(r"\1", _CURRENCY.sub(r"\1", bare)).strip()
    sign = ""
    if bracketed := _IN_BRACKETS.fullmatch(bare):
        sign, bare = "-", _CURRENCY.sub("", bracketed[1]).strip()
    without = _NO_CENTS.sub("", bare)
    if bare.startswith(("-", "+")) or (bare.endswith("-") and without == bare):
        sign = "-" if "-" in {bare[0], bare[-1]} else sign
        without = without.strip("-+ ")
    comma, point = (_decimal(form.fullmatch(without), sign) for form in _FORMS.values())
    if without != bare and bare[len(without)] == ",":  # 1.234,-
        point = None
    return Reading(comma, point)


def _decimal(match: re.Match[str] | None, sign: str) -> str | None:
    if match is None:
        return None
    whole = re.sub(r"[., ]", "", match[1]).lstrip("0") or "0"
    return f"{sign}{whole}.{match[2]}" if match[2] else f"{sign}{whole}"


def is_unknown(text: str) -> bool:
    """Return whether a text is PM in one of its spellings."""
    return _UNKNOWN.fullmatch(text) is not None


def is_nil(text: str) -> bool:
    """Return whether a text is the dash that stands for nothing."""
    return _NIL.fullmatch(_MINUSES.sub("-", text).replace("\u2014", "-")) is not None


def decided(text: str, mark: DecimalMark | None) -> str | None:
    """Return the decimal text of a number with a decimal mark; without a mark only if one reading is possible."""
    reading = readings(text)
    if mark is not None:
        return reading.comma if mark == "comma" else reading.point
    return None if reading.has_two else reading.comma or reading.point
