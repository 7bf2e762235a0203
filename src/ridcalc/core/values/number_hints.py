"""Hints with the form to write for a number in another form. Used in hints only: no other form is ever accepted."""

import re
from fractions import Fraction
from typing import NamedTuple, cast

from ridcalc.core.values.problems import Message, say

_LONGEST = 100
"""Most characters of a text for which a hint suggests a number. Also keeps the results of calculations small."""
_MOST_DECIMALS = 6
"""Most decimals of a result that a hint writes as a decimal number; others are fractions."""
_ANY_FORM = say("write digits, with a point for the decimals: 30000.50; or a fraction: 1/3")

_OPERATOR = r"(\s*[*/+x×÷·]\s*|\s+-\s+)"
_OPERAND = (
    r"(?P<sign>-?)(?P<whole>[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*|[0-9]+(?:_[0-9]+)*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]+))?(?P<percent> ?%)?"
)
"""A number of a calculation; `mark` separates groups of three digits, or is the point of three decimals."""


class Calculation(NamedTuple):
    """A calculation that stands where a number is expected."""

    results: tuple[Fraction, ...]
    """The result; two results if a number can be read in two ways, the one with a Dutch thousand first."""
    in_percent: bool
    """Whether all its numbers are percentages."""
    unclear: str
    """The first of its numbers that can be read in two ways, if any."""

    @property
    def hint(self) -> Message:
        """The hint to write the result."""
        if len(self.results) == 1:
            return say("write the outcome: {form}", form=self._form(self.results[0]))
        thousand, fraction = map(self._form, self.results)
        return say(
            "write the outcome: {thousand} if {number} is a Dutch thousand, {form} if it has three decimals",
            thousand=thousand,
            number=self.unclear,
            form=fraction,
        )

    def _form(self, result: Fraction) -> str:
        percentage = decimal_form(result * 100) if self.in_percent else None
        return f"{percentage}%" if percentage else decimal_form(result) or str(result)


def number_hint(text: str) -> Message:
    """Return the hint for a number in another form: a calculation, Dutch, English, bookkeeping, scientific."""
    calculation = calculation_in(text)
    if calculation is not None:
        return calculation.hint
    return (_other_notation(text) if len(text) <= _LONGEST else None) or _ANY_FORM


def _other_notation(text: str) -> Message | None:
    """Return the hint for one number in another notation; None for a text that is no number."""
    bare = re.sub(r"(?i)^(?:€|eur\b|euro\b)\s*|\s*(?:€|eur|euro)$|,[-–]+$|^\+", "", _typed(text))
    bare = re.sub(r"^\((.+)\)$|^([0-9].*)-$", r"-\1\2", bare)  # bookkeepers write (100) or 100- for -100
    bare = re.sub(r"(?i)\s*(?:procent|percent)$", "%", bare)
    percent = "%" if bare.endswith("%") else ""
    bare = bare.removesuffix("%").strip()
    if re.fullmatch(r"-?[0-9]{1,3}(?:(?:,[0-9]{3}){2,}|(?:,[0-9]{3})+\.[0-9]+)", bare):  # English: 1,000.50
        return say("write {form}", form=bare.replace(",", ""))
    dutch = re.fullmatch(r"(-?)([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,([0-9]+))?", bare)
    if dutch:
        whole, decimals = re.sub(r"[. ]", "", dutch[2]), dutch[3] or ""
        if not percent and has_two_readings(whole, decimals):
            return both_readings(dutch[1] + whole + decimals)
        return say("write {form}", form=dutch[1] + whole + (f".{decimals}" if decimals else "") + percent)
    if re.fullmatch(r"(?i)-?[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,2}", bare):
        return say("write {form}", form=str(Fraction(bare)))
    return None


def _typed(text: str) -> str:
    """Return the text with plain spaces and hyphens for the spaces and the minus sign of office programs."""
    return re.sub(r"[\u00a0\u2009\u202f]", " ", text.strip()).replace("\u2212", "-")


def has_two_readings(whole: str, decimals: str) -> bool:
    """Return whether a Dutch reader may take the point between these digits as a thousands separator."""
    return len(decimals) == 3 and len(whole) <= 3 and int(whole) != 0


def unambiguous(text: str) -> str:
    """Return a number in canonical form such that it has one reading: with a fourth decimal instead of three.

    >>> unambiguous("1.125"), unambiguous("0.125"), unambiguous("1.12")
    ('1.1250', '0.125', '1.12')
    """
    whole, _, decimals = text.lstrip("-").partition(".")
    return f"{text}0" if has_two_readings(whole, decimals) else text


def both_readings(digits: str) -> Message:
    """Return the hint with both readings of `digits`: a whole number, or thousandths."""
    return say("write {thousand}, or {fraction} for a fraction", thousand=digits, fraction=f"{digits}/1000")


def calculation_in(text: str) -> Calculation | None:
    """Return the calculation in a text: numbers with `+`, ` - `, `*`, `x` or `/` between them; None for other texts.

    >>> calculation_in("12 * 2345.67").hint.values
    {'form': '28148.04'}
    """
    if len(text) > _LONGEST or re.match(r"\s*0x", text):  # a number with base 16 is no product
        return None
    pieces = re.split(_OPERATOR, re.sub(r"(?i)^=|€ ?|\beur(?:o)?\b ?", "", _typed(text)).strip())
    operands = pieces[::2]
    if len(operands) < 2 or not all(re.fullmatch(_OPERAND, operand) for operand in operands):
        return None
    operators = [piece.strip() for piece in pieces[1::2]]
    percentages = [operand.endswith("%") for operand in operands]
    if any(percentages) and not all(percentages) and {"+", "-"} & set(operators):  # 100 + 21% is 121 to some
        return None
    numbers = [_readings(operand) for operand in operands]
    first, second = (_result([readings[which] for readings in numbers], operators) for which in (0, -1))
    if first is None or second is None:
        return None
    unclear = next((operand for operand, readings in zip(operands, numbers, strict=True) if len(readings) > 1), "")
    return Calculation(tuple(dict.fromkeys((first, second))), all(percentages), unclear)


def _readings(operand: str) -> tuple[Fraction, ...]:
    """Return the number in an operand; with a point or comma that can be read in two ways, the thousand first."""
    match = cast("re.Match[str]", re.fullmatch(_OPERAND, operand))
    whole, mark = match["whole"], match["mark"] or " "
    digits = re.sub("[ _.,]", "", whole)
    forms = [f"{digits}.{match['decimals'] or 0}"]
    if mark != " " and whole.count(mark) == 1 and not match["decimals"]:
        first, decimals = whole.split(mark)
        fraction = f"{first}.{decimals}"
        forms = [fraction] if match["percent"] or not has_two_readings(first, decimals) else [digits, fraction]
    return tuple(Fraction(match["sign"] + form) / (100 if match["percent"] else 1) for form in forms)


def _result(numbers: list[Fraction], operators: list[str]) -> Fraction | None:
    """Return the result of a calculation, multiplications and divisions first; None if it divides by zero."""
    terms = numbers[:1]
    for operator, number in zip(operators, numbers[1:], strict=True):
        if operator in {"+", "-"}:
            terms.append(number if operator == "+" else -number)
        elif operator not in {"/", "÷"}:
            terms[-1] *= number
        elif number == 0:
            return None
        else:
            terms[-1] /= number
    return sum(terms, start=Fraction(0))


def decimal_form(number: Fraction) -> str | None:
    """Return a number as the files write it, with at least two decimals if any; None if it needs a fraction."""
    if number.denominator == 1:
        return str(number.numerator)
    for decimals in range(2, _MOST_DECIMALS + 1):
        scaled = number * 10**decimals
        if scaled.denominator == 1:
            whole, rest = divmod(abs(scaled.numerator), 10**decimals)
            if has_two_readings(str(whole), f"{rest:0{decimals}d}"):
                return None
            return f"{'-' if number < 0 else ''}{whole}.{rest:0{decimals}d}"
    return None
