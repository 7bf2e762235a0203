"""Warnings about ids that a spreadsheet reads as a number or a date, so that a CSV file loses them."""

import re
from collections.abc import Iterator

from ridcalc.core.allocation.together import together
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Problem, say

SECTIONS = ("participants", "keys", "measures")
"""The sections whose ids stand in CSV."""

_DAY, _MONTH, _YEAR = "(0?[1-9]|[12][0-9]|3[01])", "(0?[1-9]|1[0-2])", "([0-9]{2}|[0-9]{4})"
_MONTHS = (
    "jan|januari|january|feb|februari|february|mrt|maart|mar|march|apr|april|mei|may|jun|juni|june|jul|juli|july"
    "|aug|augustus|august|sep|sept|september|okt|oktober|oct|october|nov|november|dec|december"
)
_NAME = f"({_MONTHS})"
_LETTERS = frozenset({"", "e", *_MONTHS.split("|")})
"""What the forms have between digits and hyphens."""
_FORMS = (
    "[0-9]+",
    "[0-9]+e-?[0-9]+",  # a number with an exponent: 7e5 is 700000
    f"{_DAY}-{_MONTH}(-{_YEAR})?",
    f"{_MONTH}-{_DAY}(-{_YEAR})?",
    f"{_MONTH}-{_YEAR}",
    f"[0-9]{{4}}-{_MONTH}(-{_DAY})?",
    f"{_DAY}-?{_NAME}(-?{_YEAR})?",
    f"{_NAME}-?({_DAY}|{_YEAR})",
)


def _is_number_or_date(name: str) -> bool:
    """Return whether a spreadsheet reads an id as a number or a date."""
    return name.strip("0123456789-") in _LETTERS and re.fullmatch("|".join(_FORMS), name) is not None


def spreadsheet_id_warnings(budget: Budget) -> Iterator[Problem]:
    """Yield a warning for each such id of a section, or one for all of them together if there are many."""
    for section in SECTIONS:
        warnings = [
            Problem(
                "id-like-number",
                say("a spreadsheet reads this as a number or a date: {ids}", ids=(name,)),
                say("begin with a word, such as '{example}'", example=f"nr-{name}"),
                (section, name),
                at_key=True,
            )
            for name in budget.entries(section)
            if _is_number_or_date(name)
        ]
        yield from together(
            warnings, lambda _, ids: say("a spreadsheet reads this as a number or a date: {ids}", ids=ids)
        )
