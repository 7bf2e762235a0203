"""Exact numbers in text: parsers to fractions and cents. Other forms are refused, with a hint (number_hints.py)."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor, lcm

from ridcalc.core.values.number_hints import both_readings, calculation_in, decimal_form, has_two_readings, number_hint
from ridcalc.core.values.problems import InvalidValueError, Message, say

MOST_CENTS = 10**15 * 100
"""Largest amount, positive or negative: 10^15 euros, in cents (docs/files.md, Limits)."""

PM = "PM"
"""The text for an unknown amount (pro memorie). The core holds it as None, which cannot be added by mistake."""

_LONGEST = 1000
"""Most characters of a number."""
_FINEST = 10**1000
"""Largest common denominator of shares or weights; a larger one can only be a mistake."""

_NUMBER = re.compile(r"(-?)([0-9]+(?:_[0-9]+)*)(?:\.([0-9]+(?:_[0-9]+)*))?")
_FRACTION = re.compile(r"(-?[0-9]+(?:_[0-9]+)*)/([0-9]+(?:_[0-9]+)*)")


def parse_number(text: str, hint_for: Callable[[str], Message] = number_hint) -> Fraction:
    """Return the exact number in `text`: digits, `_` between digits, a decimal point, or a fraction `1/3`.

    `hint_for` returns the hint for a text in another form.

    Raises:
        InvalidValueError: The text has another form; the hint gives the form to write.

    >>> parse_number("2.5"), parse_number("1/3")
    (Fraction(5, 2), Fraction(1, 3))
    """
    if len(text) > _LONGEST:
        raise InvalidValueError(
            "number-form",
            say("this number has {count} characters; the most is {most}", count=len(text), most=_LONGEST),
        )
    if match := _NUMBER.fullmatch(text):
        return _decimal(text, *match.groups())
    if match := _FRACTION.fullmatch(text):
        denominator = int(match[2])
        if denominator == 0:
            raise InvalidValueError("number-form", say("'{text}' divides by zero", text=text))
        return Fraction(int(match[1]), denominator)
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].rstrip(" ")):
        message = say("'{text}' is a percentage; a number is expected", text=text)
        raise InvalidValueError("number-form", message, say("write {form}", form=text[:-1].rstrip(" ")))
    raise InvalidValueError("number-form", say("'{text}' is not a number", text=text), hint_for(text))


def _decimal(text: str, sign: str, whole: str, decimals: str | None) -> Fraction:
    """Return the number with these digits before and after the point. Refuse a number with two readings."""
    whole = whole.replace("_", "")
    if decimals is None:
        return Fraction(int(sign + whole))
    decimals = decimals.replace("_", "")
    if has_two_readings(whole, decimals):
        raise InvalidValueError(
            "number-form",
            say("'{text}' can be read in two ways: a Dutch thousand, or a number with three decimals", text=text),
            both_readings(sign + whole + decimals),
        )
    return Fraction(int(sign + whole + decimals), 10 ** len(decimals))


def common_denominator(numbers: Iterable[Fraction]) -> int:
    """Return the least common denominator of the numbers.

    Raises:
        InvalidValueError: The denominator has more than a thousand digits.
    """
    common = 1
    for number in numbers:
        common = lcm(common, number.denominator)
        if common > _FINEST:
            message = say("these fractions have no common denominator of a thousand digits or less")
            raise InvalidValueError("fraction-too-fine", message, say("write them as percentages or decimals"))
    return common


def canonical_euros(cents: int) -> str:
    """Return a non-negative amount in cents as the files write it, in euros: `410000`, `0.01`."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def parse_share(text: str) -> Fraction:
    """Return the exact share of 1 in `text`: a non-negative number, or a percentage such as `52.5%`.

    Raises:
        InvalidValueError: The text has another form, or the share is negative.
    """
    if text.endswith("%"):
        number = text[:-1].rstrip(" ")
        match = _NUMBER.fullmatch(number) if len(number) <= _LONGEST else None
        if not match:
            raise InvalidValueError("number-form", say("'{text}' is not a number", text=text), number_hint(text))
        share = _hundredths(match)
    else:
        share = parse_number(text)
    return _not_negative(share, text)


def parse_rate(text: str) -> Fraction:
    """Return the exact rate in `text`, a percentage such as `2.9%` or `-0.5%` or a fraction, as a part of 1.

    Raises:
        InvalidValueError: The text has another form. A number without `%` may be a percentage or a part of 1.
    """
    if text.endswith("%"):
        number = text[:-1].rstrip(" ")
        match = _NUMBER.fullmatch(number) if len(number) <= _LONGEST else None
        if not match:
            raise InvalidValueError("number-form", say("'{text}' is not a number", text=text), number_hint(text))
        return _hundredths(match)
    rate = parse_number(text)
    if rate and _NUMBER.fullmatch(text):
        message = say("'{text}' has no sign %, so that it can be read in two ways", text=text)
        raise InvalidValueError("number-form", message, _percentage_hint(text, rate))
    return rate


def _percentage_hint(text: str, rate: Fraction) -> Message:
    """Return the hint with the sign % for a number without it; with both readings if it can be a part of 1."""
    part = decimal_form(rate * 100) if -1 < rate < 1 else None
    if part is None:
        return say("write {form} for a percentage", form=f"{text}%")
    return say("write {part} for this part of 1, or {form} for this percentage", part=f"{part}%", form=f"{text}%")


def _hundredths(match: re.Match[str]) -> Fraction:
    """Return the part of 1 that a matched percentage is."""
    sign, whole, decimals = match[1], match[2].replace("_", ""), (match[3] or "").replace("_", "")
    return Fraction(int(sign + whole + decimals), 10 ** len(decimals) * 100)


def parse_price(text: str) -> Fraction | None:
    """Return the exact price in euros in `text`, which is not negative, or None for `PM`.

    Raises:
        InvalidValueError: The text has another form, or the price is negative.
    """
    if text == PM:
        return None
    try:
        price = parse_number(text)
    except InvalidValueError:
        _refuse_unknown(text)
        raise
    if price < 0:
        raise InvalidValueError("negative", say("'{text}' is negative; a price never is", text=text))
    return price


def parse_weight(text: str) -> Fraction:
    """Return the exact, non-negative number in `text`.

    Raises:
        InvalidValueError: The text has another form, or the number is negative.
    """
    return _not_negative(parse_number(text), text)


def _not_negative(number: Fraction, text: str) -> Fraction:
    """Return `number`, parsed from `text`. Refuse a negative number."""
    if number < 0:
        raise InvalidValueError("negative", say("'{text}' is negative; what stands here is zero or more", text=text))
    return number


def parse_cents(text: str) -> int:
    """Return the amount in cents for the euros in `text`.

    Raises:
        InvalidValueError: The text has another form, a part of a cent, or more than 10^15 euros (plus or minus).
    """
    if text.endswith("%") and calculation_in(text) is None:
        hint = say("shares of a total stand under spread, and those of a key under shares")
        raise InvalidValueError("number-form", say("'{text}' is a share, and an amount is in euros", text=text), hint)
    cents = parse_number(text, _amount_hint) * 100
    if abs(cents) > MOST_CENTS:
        hint = say("amounts are in euros, not in cents; is the space or comma between two numbers missing?")
        raise InvalidValueError("amount-too-large", say("'{text}' is more than 10^15 euros", text=text), hint)
    if cents.denominator != 1:
        message = say("'{text}' is not a whole number of cents", text=text)
        raise InvalidValueError("amount-precision", message, rounded_forms(cents))
    return cents.numerator


def _amount_hint(text: str) -> Message:
    """Return the hint for an amount in another form; a calculated amount is in whole cents."""
    calculation = calculation_in(text)
    if calculation is None or len(calculation.results) > 1 or (calculation.results[0] * 100).denominator == 1:
        return number_hint(text)
    exact = calculation.results[0]
    hint = rounded_forms(exact * 100)
    return say("the outcome is {exact}, with a part of a cent: {hint}", exact=str(exact), hint=hint)


def rounded_forms(cents: Fraction, unit: int = 1) -> Message:
    """Return the hint with the multiples of `unit` below and above an amount; both are in cents."""
    below = floor(cents / unit) * unit
    forms = [f"{'-' if one < 0 else ''}{canonical_euros(abs(one))}" for one in (below, below + unit)]
    return say("write {below} or {above}; the body that sets the amount decides which", below=forms[0], above=forms[1])


def parse_positive(text: str) -> int:
    """Return the positive amount in cents for the euros in `text`.

    Raises:
        InvalidValueError: As for `parse_cents`, and if the amount is zero or negative.
    """
    cents = parse_cents(text)
    if cents <= 0:
        raise InvalidValueError("number-form", say("'{text}' is not above zero", text=text))
    return cents


def parse_not_negative(text: str) -> int:
    """Return the non-negative amount in cents for the euros in `text`.

    Raises:
        InvalidValueError: As for `parse_cents`, and if the amount is negative.
    """
    cents = parse_cents(text)
    if cents < 0:
        raise InvalidValueError("number-form", say("'{text}' is below zero", text=text))
    return cents


def parse_unit(text: str) -> int:
    """Return the unit of a table in cents for the euros in `text`, a power of ten.

    Raises:
        InvalidValueError: As for `parse_positive`, and if the amount is not a power of ten.

    >>> parse_unit("1000"), parse_unit("0.1")
    (100000, 10)
    """
    advice = say("write 1, 10, 100, 1000 and so on, or 0.1")
    try:
        cents = parse_positive(text)
    except InvalidValueError as refusal:
        raise InvalidValueError(refusal.code, refusal.message, advice) from refusal
    if str(cents).strip("0") != "1":
        raise InvalidValueError("table-unit", say("'{text}' is not a power of ten", text=text), advice)
    return cents


def parse_amount(text: str) -> int | None:
    """Return the amount in cents for the euros in `text`, or None for `PM`.

    Raises:
        InvalidValueError: As for `parse_cents`, and if the text is another spelling of PM.
    """
    if text == PM:
        return None
    try:
        return parse_cents(text)
    except InvalidValueError:
        _refuse_unknown(text)
        raise


def _refuse_unknown(text: str) -> None:
    """Refuse another spelling of PM."""
    if re.fullmatch(_UNKNOWN, text.strip()):
        raise InvalidValueError(
            "number-form", say("'{text}' is not an amount", text=text), say("write PM for an unknown amount")
        )


_UNKNOWN = r"(?i)(€ ?)?p\.?m\.?( .*)?|n\.?n\.?b\.?|n\.?v\.?t\.?|n\.?t\.?b\.?|onbekend|unknown|tbd|[-–—?]+"
"""Common spellings of an unknown amount. Used to suggest PM; only `PM` itself is accepted."""
