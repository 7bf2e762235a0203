"""The sheet Keys: a weight per key version, reference year and participant. Readers may change weights."""

from typing import NamedTuple, assert_never

from ridcalc.core.budget.model import Definition, Driver, Key
from ridcalc.core.budget.names import Names
from ridcalc.core.budget.objects import FactSource
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.kinds.kind import WeightCells
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, Style
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW, WeightRow
from ridcalc.render.excel.wording import note_text, optional, source_text


class _Line(NamedTuple):
    """A row of the sheet: a participant's weight in a key version, with the objects that define the weight."""

    layout: Layout
    number: int
    """The number of the row in the table, from 1."""
    row: WeightRow
    key: Key
    definition: Definition
    driver: Driver | None
    in_mix: bool
    """Whether a blend on the sheet was calculated from the weights of this key version."""

    @property
    def cells(self) -> WeightCells:
        """Whether the weights are inputs, or results of the weights of other keys."""
        return kind_of(self.definition).cells

    @property
    def source(self) -> FactSource | None:
        """The source of the weights: of the version, of the key, or of the driver."""
        return self.definition.source or self.key.source or (self.driver.source if self.driver else None)


def keys_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the weights per key version, reference year and participant."""
    mixed = {version for row in layout.weights for version in row.versions[1:]}
    lines = [_line(layout, index, row, mixed) for index, row in enumerate(layout.weights)]
    rows = [KEYS.row(line, FIRST_ROW + index) for index, line in enumerate(lines)]
    last = layout.last_weight_row if layout.weights else 0
    return tabled_sheet(layout, KEYS, rows, len(rows), last)


def _line(layout: Layout, index: int, row: WeightRow, mixed: set[Version]) -> _Line:
    version, budget = row.versions[0], layout.case.budget
    key = budget.keys[version.key]
    driver = budget.drivers[version.driver] if version.driver else None
    in_mix = len(row.versions) == 1 and version in mixed
    return _Line(layout, index + 1, row, key, definition_of(key, version), driver, in_mix)


def weights(layout: Layout, name: str) -> str:
    """Return the reference, for other sheets, to a column of the weights."""
    return layout.down(KEYS, name, FIRST_ROW, layout.last_weight_row)


def _since(line: _Line, _: At) -> Cell | None:
    since = line.row.versions[0].since
    return optional(line.layout, since.text if since else None)


def _driver(line: _Line, _: At) -> Cell | None:
    driver = line.row.versions[0].driver
    return optional(line.layout, _names(line).of("drivers", driver) if driver else None)


def _names(line: _Line) -> Names:
    return line.layout.case.budget.names


def _reference_year(line: _Line, _: At) -> Cell | None:
    year = line.row.versions[0].reference_year
    return Cell(year, "small") if year else None


def _weight(line: _Line, _: At) -> Cell:
    return Cell(line.row.weight, _style(line.cells), note=note_text(line.layout, line.source, line.key.note))


def _style(cells: WeightCells) -> Style:
    """Return the style of weights: with a frame where a reader may change them."""
    match cells:
        case "inputs":
            return "input_weight"
        case "results":
            return "whole"
        case _:
            assert_never(cells)


def _total(line: _Line) -> str:
    """Return the formula of the sum of the version's weights."""
    return f"SUM({KEYS.down('weight', line.row.first, line.row.last)})"


def _share(line: _Line, at: At) -> Cell:
    total = _total(line)
    return Cell(line.row.weight / line.row.total, "share", f"IF({total}=0,0,{at.weight}/{total})")


def _fault(line: _Line, at: At) -> Cell:
    """Return the cell that is 1 if a weight is negative, fractional or changed as part of a mix, or if all are zero."""
    changed = f"+({at.weight}<>{line.row.weight})" if line.in_mix else ""
    wrong = f"({at.weight}<0)+({at.weight}<>INT({at.weight}))+({_total(line)}<=0){changed}"
    return Cell(0, "whole", f"IF(ISNUMBER({at.weight}),IF({wrong}>0,1,0),1)")


def _assumption(line: _Line, _: At) -> Cell | None:
    """Return the assumptions that the weight rests on; for a blend, also the keys that it mixes."""
    of_version = line.definition.assumption if line.definition is not line.key else None
    of_driver = line.driver.assumption if line.driver else None
    texts = [text for text in (line.key.assumption, of_version, of_driver) if text]
    if len(line.row.versions) > 1:
        names = tuple(dict.fromkeys(version.key for version in line.row.versions[1:]))
        texts.insert(0, line.layout.text(say("a mix of {keys}, which it does not follow", keys=names)))
    return optional(line.layout, " ".join(texts) or None)


def _changed(line: _Line, at: At) -> Cell:
    return Cell(0, "whole", f"IF({at.weight}={line.row.weight},0,1)")


def _source(line: _Line, _: At) -> Cell | None:
    return optional(line.layout, source_text(line.layout, line.source))


KEYS: Columns[_Line] = Columns(
    say("Keys"),
    (
        Column("row", say("row"), 5, lambda line, _: Cell(line.number, "small")),
        Column("key_id", say("key_id"), 22, lambda line, _: Cell(line.row.versions[0].key)),
        Column(
            "key_name",
            say("key name"),
            34,
            lambda line, _: Cell(line.layout.text(_names(line).of("keys", line.row.versions[0].key)), "wrapped"),
        ),
        Column("since", say("in force from"), 14, _since),
        Column("driver", say("driver"), 16, _driver),
        Column("reference_year", say("reference year"), 13, _reference_year),
        Column("participant_id", say("participant_id"), 18, lambda line, _: Cell(line.row.participant)),
        Column("participant", say("participant"), 30, lambda line, _: Cell(line.layout.name(line.row.participant))),
        Column("weight", say("weight"), 16, _weight),
        Column("share", say("share"), 12, _share),
        Column("fault", say("fault"), 7, _fault),
        Column("changed", say("changed"), 9, _changed),
        Column("assumption", say("assumption"), 50, _assumption),
        Column("source", say("source"), 40, _source),
    ),
    title=say("Keys: weights to change"),
    last_printed="share",
)
