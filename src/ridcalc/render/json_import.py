"""JSON of what was read from a spreadsheet, for other programs."""

import json
from decimal import Decimal
from fractions import Fraction

from ridcalc.language.numbers import canonical_money
from ridcalc.language.sentences import Language
from ridcalc.views.imported import Imported


def render(imported: Imported, language: Language) -> str:
    """Return what was read as JSON, format `ridcalc/import` version 1."""

    def written(value: Fraction) -> str:
        return _number(value) if imported.counts else canonical_money(int(value))

    document = {
        "format": "ridcalc/import",
        "version": 1,
        "file": imported.path,
        "sheet": imported.sheet,
        "columns": [
            {"column": one.letters, "heading": one.heading, "field": one.field, "period": one.period, "side": one.side}
            for one in imported.columns
        ],
        "read": imported.read,
        "left_out": [{"row": row, "reason": language.text(reason)} for row, reason in imported.left_out],
        "sums": [
            {"year": int(one.year) if one.year else None, "file": written(one.file), "written": written(one.written)}
            for one in imported.sums
        ],
    }
    return json.dumps(document, indent=1) + "\n"


def _number(value: Fraction) -> str:
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
