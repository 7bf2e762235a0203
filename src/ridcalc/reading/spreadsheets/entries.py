"""What the files get: entries in the order of the sheet, with texts as the files write them, and gaps to fill in."""

from typing import NamedTuple, TypeAlias

from ridcalc.core.values.money import canonical_euros
from ridcalc.core.values.problems import Message


class Gap(NamedTuple):
    """What the sheet does not say and the files need: a word that `check` points at, and a remark what to write."""

    remark: Message


Entry: TypeAlias = "dict[str, str | Gap | Entry]"
"""A mapping in order: of a name to a text, a gap, or a mapping."""


def euros(cents: int | None) -> str:
    """Return an amount as the files write it; PM for None.

    >>> euros(-123450), euros(None)
    ('-1234.50', 'PM')
    """
    if cents is None:
        return "PM"
    return f"-{canonical_euros(-cents)}" if cents < 0 else canonical_euros(cents)
