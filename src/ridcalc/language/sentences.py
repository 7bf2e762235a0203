"""Messages as sentences of a language. The values in a message become numbers, amounts and safe texts."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ridcalc.core.values.problems import Euros, Exact, Message, Number, Percentage, say
from ridcalc.language import numbers
from ridcalc.language.catalogue import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Language:
    """A language to render in, with the currency of the amounts."""

    def __init__(self, code: str, currency: str = "EUR", *, longest: int | None = None) -> None:
        """Take the code of the language; texts in messages are cut to `longest` characters (None: not cut)."""
        self.code = code
        self.currency = currency
        self._longest = longest
        self._translate = translation(code)
        self._shows: dict[type, Callable[[Any], str]] = {
            int: lambda value: numbers.decimal(Fraction(value), code),
            Number: lambda value: numbers.decimal(value.number, code),
            Exact: lambda value: numbers.exact(value.number, code),
            Percentage: lambda value: self.percentage(value.share),
            Fraction: lambda value: self._cut(self.share(value)),
            date: self.day,
        }

    @property
    def hint(self) -> str:
        """The word before a hint."""
        return self.text(say("hint"))

    def text(self, message: Message | Euros | str) -> str:
        """Return a message as a sentence, an amount as money, and a text with its control characters escaped."""
        if isinstance(message, str):
            return visible(message)
        if isinstance(message, Euros):
            return self.money(message.cents)
        return self._sentence(message, decimals=any(amount.cents % 100 for amount in _amounts(message)))

    def _sentence(self, message: Message, *, decimals: bool) -> str:
        """Return a message as a sentence, in which all amounts have `decimals` or none has."""
        return self._translate(message.template).format_map(
            {name: self._value(value, decimals=decimals) for name, value in message.values.items()}
        )

    def _value(self, value: object, *, decimals: bool) -> str:
        """Return a value of a message as text, by its type; values of a tuple are separated by commas."""
        if isinstance(value, Message):
            return self._sentence(value, decimals=decimals)
        if isinstance(value, Euros):
            return self.money(value.cents, decimals=decimals)
        for kind, show in self._shows.items():
            if type(value) is kind:
                return show(value)
        if isinstance(value, tuple):
            return ", ".join(self._value(one, decimals=decimals) for one in value)
        return self._cut(visible(str(value)))

    def _cut(self, text: str) -> str:
        return text if self._longest is None or len(text) <= self._longest else f"{text[: self._longest - 1]}…"

    def money(self, cents: int, *, decimals: bool = False) -> str:
        """Return an amount in cents with its currency sign."""
        return numbers.money(cents, self.code, self.currency, decimals=decimals)

    def day(self, value: date) -> str:
        """Return a day with its month in words."""
        return numbers.day(value, self.code)

    def percentage(self, share: Fraction) -> str:
        """Return a share of 1 as a percentage, whole or rounded to two decimals."""
        whole = share * 100
        return f"{whole}%" if whole.denominator == 1 else numbers.percentage(share, self.code, 2)

    def share(self, share: Fraction) -> str:
        """Return a share of 1 as a percentage; with its exact fraction if four decimals are not enough."""
        percentage = share * 100
        for decimals in range(5):
            if (percentage * 10**decimals).denominator == 1:
                return numbers.percentage(share, self.code, decimals) if decimals else f"{percentage}%"
        return f"{numbers.percentage(share, self.code, 4)} ({share})"


def _amounts(value: object) -> "Iterator[Euros]":
    """Yield the amounts in a message, also those in its messages and tuples."""
    if isinstance(value, Euros):
        yield value
    elif isinstance(value, Message):
        for one in value.values.values():
            yield from _amounts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _amounts(one)


def visible(text: str) -> str:
    r"""Return `text` with its control, format and direction characters escaped, so that a terminal does not obey them.

    >>> visible("a\x1b[31m")
    'a\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")
