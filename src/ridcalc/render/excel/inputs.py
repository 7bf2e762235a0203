"""The inputs: amounts per measure and period, and weights per key version and participant; the only cells to change."""

from ridcalc.core.analysis.ledger import account_of
from ridcalc.core.budget.model import FactSource
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Sheet, Style, Value, down, euros
from ridcalc.render.excel.layout import FIRST_ROW, HEADING_ROW, AmountRow, Contents, WeightRow

NATURE_LETTERS: dict[NatureName, str] = {"incidental": "I", "structural": "S"}
SIDE_WORDS: dict[SideName | None, str] = {"expense": "lasten", "income": "baten", None: "lasten/baten"}

AMOUNT_HEADINGS = (
    say("row"),
    say("measure_id"),
    say("measure"),
    say("I/S"),
    say("side"),
    say("period"),
    say("year"),
    say("key_id"),
    say("amount"),
    say("units"),
    say("first PM"),
    say("fault"),
    say("changed"),
    say("amendment line"),
    say("pool"),
    say("P&C document"),
    say("programma"),
    say("taakveld"),
    say("category"),
    say("codes"),
    say("assumption"),
    say("source"),
)
AMOUNT, UNITS, UNKNOWN, FAULT, CHANGED, SPENDING, POOL = 9, 10, 11, 12, 13, 14, 15
AMOUNT_SIDE, AMOUNT_YEAR = 5, 7
_AMOUNT_WIDTHS = (5, 26, 44, 5, 8, 10, 7, 16, 16, 16, 9, 7, 9, 11, 7, 14, 26, 10, 10, 20, 50, 40)

WEIGHT_HEADINGS = (
    say("row"),
    say("key_id"),
    say("key name"),
    say("in force from"),
    say("driver"),
    say("reference year"),
    say("participant_id"),
    say("participant"),
    say("weight"),
    say("share"),
    say("fault"),
    say("changed"),
    say("assumption"),
    say("source"),
)
WEIGHT, WEIGHT_FAULT, WEIGHT_CHANGED = 9, 11, 12
_WEIGHT_WIDTHS = (5, 22, 34, 14, 16, 13, 18, 30, 16, 12, 7, 9, 50, 40)


def pm_or(cents: int | None) -> Value:
    """Return an amount in cents as euros, or the text PM."""
    return "PM" if cents is None else euros(cents)


def _literal(cents: int | None) -> str:
    return '"PM"' if cents is None else str(euros(cents))


def first_unknown(this: str, earlier: list[str]) -> str:
    """Return the formula that is 1 for the first PM of a measure and year: `this`, if none of the `earlier` is."""
    if not earlier:
        return f'IF({this}="PM",1,0)'
    before = "+".join(["0", *(f'({one}="PM")' for one in earlier)])  # a truth alone is above any number
    return f'IF({this}="PM",IF({before}>0,0,1),0)'


def measures_sheet(contents: Contents) -> Sheet:
    """Return the amounts: those that are divided, and below them those that the scenario leaves out."""
    rows = [*contents.head(say("Measures: amounts to change")), _headings(contents, AMOUNT_HEADINGS)]
    for index, row in enumerate(contents.amounts):
        rows.append(_amount_row(contents, index, row))
    if contents.outside:
        rows += [[], [Cell(contents.text(say("Left out of this scenario, and not divided")), "block")]]
        rows += [_outside_row(contents, row) for row in contents.outside]
    table = (contents.sheet("measures"), HEADING_ROW, contents.last_amount_row) if contents.amounts else None
    return Sheet(contents.sheet("measures"), rows, len(rows), _AMOUNT_WIDTHS, HEADING_ROW, 3, table, printed_columns=9)


def outside_row(contents: Contents, index: int) -> int:
    """Return the row of an amount that the scenario leaves out."""
    return contents.last_amount_row + 3 + index


def _headings(contents: Contents, headings: tuple[Message, ...]) -> list[Cell | None]:
    return [Cell(contents.text(heading), "head") for heading in headings]


def _amount_row(contents: Contents, index: int, row: AmountRow) -> list[Cell | None]:
    place = FIRST_ROW + index
    cell = f"$I{place}"
    sign = -1 if row.measure.side == "income" else 1
    units: Value = "PM" if row.written is None else sign * row.written // contents.unit
    scaled = f"{cell}*100" if contents.unit == 1 else f"{cell}/{contents.unit // 100}"
    whole = f"ROUND({cell},2)" if contents.unit == 1 else f"ROUND({scaled},0)*{contents.unit // 100}"
    units_of = f"ROUND({scaled},0)"
    minus = "-" if sign < 0 else ""
    earlier = [
        FIRST_ROW + before
        for before in range(max(0, index - 3), index)
        if (contents.amounts[before].id, contents.amounts[before].period.year) == (row.id, row.period.year)
    ]
    dated = row.id, row.period
    pool = contents.pools.get(dated) or contents.joining.get(dated)
    small_enough = f"IF(ABS({units_of})<10^15,0,1)"
    known = f"IF(ISNUMBER({cell}),IF({cell}={whole},{small_enough},1),1)" if dated not in contents.lonely else "1"
    unknown_before = any(contents.amounts[before - FIRST_ROW].written is None for before in earlier)
    formula = contents.formula
    return [
        Cell(index + 1, "small"),
        *_described(contents, row),
        Cell(pm_or(row.written), "input_money", note=_told(contents, row.measure.source, row.measure.note)),
        Cell(units, "whole", formula(f'IF({cell}="PM","PM",{minus}{units_of})')),
        Cell(
            int(row.written is None and not unknown_before),
            "whole",
            formula(first_unknown(cell, [f"$I{before}" for before in earlier])),
        ),
        Cell(0, "whole", formula(f'IF({cell}="PM",0,{known})')),
        Cell(0, "whole", formula(f"IF({cell}={_literal(row.written)},0,1)")),
        Cell(contents.ledger.spending_of(row.measure), "whole"),
        Cell(pool, "whole") if pool else None,
        *_booked(contents, row),
    ]


def _outside_row(contents: Contents, row: AmountRow) -> list[Cell | None]:
    amount = Cell(pm_or(row.written), "money", note=_told(contents, row.measure.source, row.measure.note))
    return [None, *_described(contents, row), amount, *[None] * 6, *_booked(contents, row)]


def _described(contents: Contents, row: AmountRow) -> list[Cell | None]:
    measure = row.measure
    return [
        Cell(row.id),
        Cell(contents.text(measure.name or row.id), "wrapped"),
        Cell(NATURE_LETTERS[measure.nature], "centre"),
        Cell(SIDE_WORDS[measure.side]),
        Cell(row.period.text),
        Cell(row.period.year, "small"),
        Cell(measure.key),
    ]


def _booked(contents: Contents, row: AmountRow) -> list[Cell | None]:
    account = account_of(row.measure.booking)
    document = row.measure.pc_document.get(row.period.year)
    return [
        _optional(contents, document),
        _optional(contents, account.programma),
        _optional(contents, account.taakveld),
        _optional(contents, account.category),
        _optional(contents, codes_text(account.codes)),
        _optional(contents, row.measure.assumption),
        _optional(contents, source_text(contents, row.measure.source)),
    ]


def codes_text(codes: tuple[tuple[str, str], ...]) -> str | None:
    """Return further codes of a booking as one text."""
    return "; ".join(f"{name}: {value}" for name, value in codes) or None


def _optional(contents: Contents, text: str | None, style: Style = "text") -> Cell | None:
    return Cell(" ".join(contents.text(text).split()), style) if text else None


def source_text(contents: Contents, source: FactSource | None) -> str | None:
    """Return where a fact was found: document, section and page."""
    if source is None:
        return None
    document = contents.case.budget.documents[source.document]
    page = contents.text(say("page {page}", page=source.page)) if source.page else None
    return ", ".join(part for part in (document.title, source.section, page) if part)


def _told(contents: Contents, source: FactSource | None, note: str | None) -> str | None:
    lines = []
    if source is not None:
        lines.append(contents.text(say("Source: {text}", text=source_text(contents, source))))
    if note:
        lines.append(contents.text(note))
    return "\n".join(lines) or None


def keys_sheet(contents: Contents) -> Sheet:
    """Return the weights: per key version, reference year and participant."""
    rows = [*contents.head(say("Keys: weights to change")), _headings(contents, WEIGHT_HEADINGS)]
    parts = {version for row in contents.weights if row.is_blend for version in row.versions[1:]}
    for index, row in enumerate(contents.weights):
        rows.append(_weight_row(contents, index, row, in_blend=not row.is_blend and row.versions[0] in parts))
    table = (contents.sheet("keys"), HEADING_ROW, len(rows)) if contents.weights else None
    return Sheet(contents.sheet("keys"), rows, len(rows), _WEIGHT_WIDTHS, HEADING_ROW, 0, table, printed_columns=10)


def _weight_row(contents: Contents, index: int, row: WeightRow, *, in_blend: bool) -> list[Cell | None]:
    version = row.versions[0]
    budget = contents.case.budget
    key = budget.keys[version.key]
    definition = key if version.since is None else (key.versions or {})[version.since]
    driver = budget.drivers[version.driver] if version.driver else None
    source = definition.source or key.source or (driver.source if driver else None)
    assumptions = (key.assumption, definition.assumption if definition is not key else None)
    cell = f"$I{FIRST_ROW + index}"
    whole = f"SUM({down(WEIGHT, row.first, row.last)})"
    changed = f"+({cell}<>{row.weight})" if in_blend else ""
    return [
        Cell(index + 1, "small"),
        Cell(version.key),
        Cell(contents.text(key.name or version.key), "wrapped"),
        _optional(contents, version.since.text if version.since else None),
        _optional(contents, (driver.name or version.driver) if driver else None),
        Cell(version.reference_year, "small") if version.reference_year else None,
        Cell(row.participant),
        Cell(contents.name(row.participant)),
        Cell(row.weight, "whole" if row.is_blend else "input_weight", note=_told(contents, source, key.note)),
        Cell(row.weight / row.total, "share", contents.formula(f"IF({whole}=0,0,{cell}/{whole})")),
        Cell(
            0,
            "whole",
            contents.formula(
                f"IF(ISNUMBER({cell}),IF(({cell}<0)+({cell}<>INT({cell}))+({whole}<=0){changed}>0,1,0),1)"
            ),
        ),
        Cell(0, "whole", contents.formula(f"IF({cell}={row.weight},0,1)")),
        _optional(contents, _assumed(contents, row, assumptions, driver.assumption if driver else None)),
        _optional(contents, source_text(contents, source)),
    ]


def _assumed(
    contents: Contents, row: WeightRow, assumptions: tuple[str | None, str | None], of_driver: str | None
) -> str | None:
    texts = [text for text in (*assumptions, of_driver) if text]
    if row.is_blend:
        names = tuple(dict.fromkeys(version.key for version in row.versions[1:]))
        texts.insert(0, contents.text(say("a mix of {keys}, which it does not follow", keys=names)))
    return " ".join(texts) or None
