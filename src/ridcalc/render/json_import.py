"""JSON of what was read from a spreadsheet, for other programs."""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from ridcalc.language.numbers import canonical_money


class Column(Protocol):
    """A column of a sheet and what it became."""

    @property
    def letters(self) -> str:
        """Its letters."""

    @property
    def heading(self) -> str:
        """Its heading."""

    @property
    def field(self) -> str | None:
        """The field that it became; None: it was not used."""

    @property
    def period(self) -> str | None:
        """The period of its amounts, if its heading says one."""

    @property
    def side(self) -> str | None:
        """The side of its amounts, if its heading says one."""


def render(
    file: str,
    sheet: str | None,
    columns: Iterable[Column],
    read: int,
    left_out: Sequence[tuple[int, str]],
    sums: Sequence[tuple[str, Fraction, Fraction]],
    *,
    counts: bool,
) -> str:
    """Return what was read as JSON, format `ridcalc/import` version 1; sums are in cents, or numbers if `counts`."""

    def written(value: Fraction) -> str:
        return _number(value) if counts else canonical_money(int(value))

    document = {
        "format": "ridcalc/import",
        "version": 1,
        "file": file,
        "sheet": sheet,
        "columns": [
            {"column": one.letters, "heading": one.heading, "field": one.field, "period": one.period, "side": one.side}
            for one in columns
        ],
        "read": read,
        "left_out": [{"row": row, "reason": reason} for row, reason in left_out],
        "sums": [
            {"year": int(year) if year else None, "file": written(of_file), "written": written(of_yaml)}
            for year, of_file, of_yaml in sums
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _number(value: Fraction) -> str:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return format(number, "f")
