"""The sheet Keys: a weight per key version, reference year and participant. Readers may change weights."""

from collections.abc import Iterator
from math import lcm
from typing import NamedTuple

from ridcalc.core.budget.model import Definition, Driver, Key
from ridcalc.core.budget.names import Names
from ridcalc.core.budget.objects import FactSource
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.values.problems import say
from ridcalc.render.excel.accepted import ranges_of
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Style, whole_number
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.heads import tabled_sheet, tables_in
from ridcalc.render.excel.key_amounts.blocks import amount_rows, widths_below
from ridcalc.render.excel.key_amounts.inputs import accepted_amounts_of_keys
from ridcalc.render.excel.key_totals import total_rows
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.weights import WeightForm, WeightRow
from ridcalc.render.excel.wording import AS_EXPORTED, AS_VALUE, notes_cell, optional


class _Line(NamedTuple):
    """A row of the sheet: a participant's weight in a key version, with the objects that define the weight."""

    layout: Layout
    number: int
    """The number of the row in the table, from 1."""
    row: WeightRow
    key: Key
    definition: Definition
    driver: Driver | None

    @property
    def source(self) -> FactSource | None:
        """The source of the weights: of the version, of the key, or of the driver."""
        return self.definition.source or self.key.source or (self.driver.source if self.driver else None)


def keys_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the weights per key version, reference year and participant."""
    lines = [_line(layout, index, row) for index, row in enumerate(layout.weights)]
    rows: list[SheetRow] = [KEYS.row(line, FIRST_ROW + index) for index, line in enumerate(lines)]
    rows += total_rows(layout, KEYS)
    rows += amount_rows(layout)
    last = layout.last_weight_row if layout.weights else 0
    sheet = tabled_sheet(layout, KEYS, rows, len(rows), last)
    widths = (*sheet.widths, *widths_below(layout)[len(sheet.widths) :])
    sheet = sheet._replace(widths=widths, tables=tables_in(rows, FIRST_ROW))
    inputs = [FIRST_ROW + index for index, line in enumerate(lines) if line.row.form == "input"]
    if layout.options.values:
        return sheet
    return sheet._replace(validations=(*_accepted(layout, inputs), *accepted_amounts_of_keys(layout)))


def _accepted(layout: Layout, rows: list[int]) -> Iterator[Validation]:
    """Yield what may be typed as a weight: a whole number that is not negative."""
    if rows:
        first = KEYS.at(rows[0]).weight
        hint = say("A whole number, 0 or more; percentages as they stand here. Every sheet follows.")
        formula = f"IF(ISNUMBER({first}),({first}>=0)*({first}=INT({first}))>0,1=0)"
        yield Validation(ranges_of(KEYS, "weight", rows), formula, layout.text(say("Weight")), layout.text(hint))


def _line(layout: Layout, index: int, row: WeightRow) -> _Line:
    version, budget = row.versions[0], layout.case.budget
    key = budget.keys[version.key]
    driver = budget.drivers[version.driver] if version.driver else None
    return _Line(layout, index + 1, row, key, definition_of(key, version), driver)


def weights(layout: Layout, name: str) -> str:
    """Return the reference, for other sheets, to a column of the weights."""
    return layout.down(KEYS, name, FIRST_ROW, layout.last_weight_row)


def _since(line: _Line, _: At) -> Cell | None:
    return optional(line.layout, line.row.versions[0].start)


def _driver(line: _Line, _: At) -> Cell | None:
    driver = line.row.versions[0].driver
    return optional(line.layout, _names(line).of("drivers", driver) if driver else None)


def _names(line: _Line) -> Names:
    return line.layout.case.budget.names


def _unit(line: _Line, _: At) -> Cell | None:
    """Return the cell with what a weight counts: the unit of its driver, percents, or parts of the whole."""
    if line.driver:
        return optional(line.layout, line.driver.unit)
    return Cell("%" if line.row.total == _WHOLE else line.layout.text(say("parts")))


_WHOLE = 100
"""The weights of a key that are percents."""


def _reference_year(line: _Line, _: At) -> Cell | None:
    year = line.row.versions[0].reference_year
    return Cell(year, "small") if year else None


_STYLES: dict[WeightForm, Style] = {"input": "input_weight", "formula": "whole", "value": "whole"}
"""The styles of weights: those with a frame are to change."""


def _weight(line: _Line, _: At) -> Cell:
    formula = _blend(line) if line.row.form == "formula" else None
    return Cell(whole_number(line.row.weight), _STYLES[line.row.form], formula)


def _blend(line: _Line) -> str:
    """Return the formula of a weight in a blend (`mixed` in core/keys/display_weights.py)."""
    common = KEYS.at(line.row.first + (len(line.row.blended) - 1) // line.row.keys_a_row).common_multiple
    rows = line.layout.weight_rows
    terms = []
    for part in line.row.blended:
        row = rows.get((part.versions, line.row.participant))
        if row is not None:
            at = KEYS.at(row)
            terms.append(f"{part.numerator}*{at.weight}*({common}/{at.sum})")
    return "+".join(terms)


def _sum(line: _Line, _: At) -> Cell:
    return Cell(whole_number(line.row.total), "whole", _if_live(line, f"SUM({_down(line.row, 'weight')})"))


def _down(row: WeightRow, name: str) -> str:
    return KEYS.down(name, row.first, row.last)


def _if_live(line: _Line, formula: str) -> str | None:
    """Return the formula, or None where the weights are values."""
    return None if line.row.form == "value" else formula


def _share(line: _Line, at: At) -> Cell:
    formula = _if_live(line, f"IF({at.sum}=0,0,{at.weight}/{at.sum})")
    return Cell(line.row.weight / line.row.total, "share", formula)


def _as_value(line: _Line, _: At) -> Cell | None:
    return optional(line.layout, line.layout.text(AS_VALUE) if line.row.form == "value" else None)


def _common_multiple(line: _Line, at: At) -> Cell | None:
    """Return the cell, in a row of a blend, of the least common multiple of the sums of its first keys.

    Each row adds some keys to the multiple in the row above it; the last of these rows has the multiple of all.
    """
    row, step = line.row, line.row.keys_a_row
    first = (at.row - row.first) * step
    if row.form != "formula" or first >= len(row.blended):
        return None
    keys = [line.layout.weights_of[part.versions] for part in row.blended[: first + step]]
    totals = [KEYS.at(key.first).sum for key in keys[first:]]
    before = KEYS.at(at.row - 1).common_multiple if first else totals.pop(0)
    for total in totals:
        before = _multiple(before, total)
    return Cell(lcm(*(key.total for key in keys)), "whole", before)


def _multiple(first: str, second: str) -> str:
    """Return the formula of the least common multiple of two numbers.

    GCD is of the second number and of what the first leaves when divided by that: some programs accept no numbers of
    10^10 and more in GCD.
    """
    return f"({first})/GCD({second},ABS(({first})-INT(({first})/{second})*{second}))*{second}"


def _fault(line: _Line, at: At) -> Cell:
    """Return the cell that is 1 if a weight is negative, fractional or a changed value.

    It is also 1 if the weights of the key version are all zero, or together more than a spreadsheet divides by exactly.
    """
    if line.row.form == "value":
        return Cell(0, "whole", f"IF({at.weight}={at.exported},0,1)")
    wrong = f"({at.weight}<0)+({at.weight}<>INT({at.weight}))+({at.sum}<=0)+(({at.sum}-10^15)>=0)"
    return Cell(0, "whole", f"IF(ISNUMBER({at.weight}),IF({wrong}>0,1,0),1)")


def _exported(line: _Line, _: At) -> Cell | None:
    return Cell(whole_number(line.row.weight), "whole") if line.row.form != "formula" else None


def _notes(line: _Line, _: At) -> Cell | None:
    """Return the cell of the source, assumptions, mixed keys and note of a key version, beside its first weight."""
    if line.number + FIRST_ROW - 1 > line.row.first:
        return None
    of_version = line.definition.assumption if line.definition is not line.key else None
    of_driver = line.driver.assumption if line.driver else None
    assumptions = " ".join(text for text in (line.key.assumption, of_version, of_driver) if text)
    notes = [line.layout.text(line.key.note)] if line.key.note else []
    if len(line.row.versions) > 1:
        names = tuple(dict.fromkeys(version.key for version in line.row.versions[1:]))
        followed, not_followed = say("a mix of {keys}", keys=names), say("a mix of {keys}, as value", keys=names)
        mix = followed if line.row.form == "formula" else not_followed
        notes.insert(0, line.layout.text(mix))
    elif line.row.form == "value":
        notes.insert(0, line.layout.text(AS_VALUE))
    return notes_cell(line.layout, line.source, assumptions or None, "; ".join(notes) or None)


def _changed(line: _Line, at: At) -> Cell | None:
    return Cell(0, "whole", f"IF({at.weight}={at.exported},0,1)") if line.row.form == "input" else None


KEYS: Columns[_Line] = Columns(
    say("Keys"),
    (
        Column("row", say("row"), 5, lambda line, _: Cell(line.number, "small")),
        Column(
            "key_name",
            say("key name"),
            22,
            lambda line, _: Cell(line.layout.text(_names(line).of("keys", line.row.versions[0].key)), "wrapped"),
        ),
        Column("since", say("in force from"), 10, _since),
        Column("driver", say("driver"), 16, _driver),
        Column("reference_year", say("reference year"), 13, _reference_year),
        Column("participant", say("participant"), 20, lambda line, _: Cell(line.layout.name(line.row.participant))),
        Column("unit", say("unit"), 12, _unit),
        Column("share", say("share (%)"), 12, _share),
        Column("weight", say("weight (in its unit)"), 16, _weight),
        Column("notes", say("source, assumption, note"), 34, _notes),
        Column("key_id", say("key_id"), 22, lambda line, _: Cell(line.row.versions[0].key)),
        Column("participant_id", say("participant_id"), 18, lambda line, _: Cell(line.row.participant)),
        Column("sum", say("sum"), 16, _sum),
        Column("as_value", say("as value"), 10, _as_value),
        Column("exported", AS_EXPORTED, 14, _exported),
        Column("fault", say("fault"), 7, _fault),
        Column("changed", say("changed"), 9, _changed),
        Column("common_multiple", say("least common multiple"), 16, _common_multiple),
    ),
    title=say("Keys: weights to change"),
    frozen=2,
    repeated=6,
    last_printed="notes",
)
