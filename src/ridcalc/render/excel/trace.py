"""The trace: one row for every amount that a participant is given, with the division worked out in formulas.

The rows of a division stand together, and every sum and rank looks at the rows of one stage in it (a key, or a
partnership's own key) only.
"""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Division
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Row, Sheet, Style, Value, at, down, euros
from ridcalc.render.excel.inputs import (
    NATURE_LETTERS,
    POOL,
    SIDE_WORDS,
    UNITS,
    UNKNOWN,
    WEIGHT,
    first_unknown,
    source_text,
)
from ridcalc.render.excel.layout import FIRST_ROW, HEADING_ROW, Contents

_HEADINGS = (
    say("row"),
    say("measure_id"),
    say("I/S"),
    say("side"),
    say("period"),
    say("year"),
    say("participant_id"),
    say("key_id"),
    say("stage"),
    say("to_divide"),
    say("weight"),
    say("sum_of_weights"),
    say("share"),
    say("unrounded"),
    say("rounded_down"),
    say("remainder"),
    say("rank"),
    say("units"),
    say("amount"),
    say("shifted_cent"),
    say("first PM"),
    say("contribution"),
    say("payment"),
    say("assumed"),
    say("source"),
)
TRACE_YEAR, TRACED, TRACED_UNKNOWN, CONTRIBUTION, PAYMENT = 6, 19, 21, 22, 23
REMAINDER, UNITS_GIVEN = 16, 18
_WIDTHS = (6, 26, 5, 9, 10, 7, 18, 16, 7, 18, 14, 14, 12, 20, 16, 18, 7, 18, 16, 17, 8, 10, 10, 10, 44)


def trace_sheet(contents: Contents) -> Sheet:
    """Return the trace; its rows are made while they are read, once."""
    count = HEADING_ROW + sum(len(division.plan.participants) for division in contents.divisions)
    table = (contents.sheet("trace"), HEADING_ROW, count) if contents.divisions else None
    name = contents.sheet("trace")
    return Sheet(name, _rows(contents), count, _WIDTHS, HEADING_ROW, 2, table, printed_columns=20)


def _rows(contents: Contents) -> Iterator[Row]:
    yield from contents.head(say("Trace: every amount, calculated"))
    yield [Cell(contents.text(heading), "head") for heading in _HEADINGS]
    earlier: dict[tuple[str, int, str, int], list[tuple[int, bool]]] = {}
    for index, division in enumerate(contents.divisions):
        yield from _block(contents, index, division, earlier)


def _whole(contents: Contents, index: int, division: Division) -> str:
    """Return the formula of what a division divides, in units of rounding: an amount, or all of a pool.

    A PM post that gets an amount joins the pool of its kind, if there is one, and nothing is left for its own rows.
    """
    sheet = contents.sheet("measures")
    if division.measure is None:
        return f"SUMIFS({_amounts(contents, UNITS)},{_amounts(contents, POOL)},{index + 1})"
    cell = at(UNITS, contents.amount_rows[division.pooled[0]], sheet)
    return f'IF({cell}="PM","PM",0)' if division.pooled[0] in contents.joining else cell


def _amounts(contents: Contents, column: int) -> str:
    return down(column, FIRST_ROW, contents.last_amount_row, contents.sheet("measures"))


def _unknown(contents: Contents, index: int, row: int, before: list[tuple[int, bool]]) -> str:
    """Return the formula that counts the PM posts of a row that no row before has counted."""
    if contents.divisions[index].measure is not None:
        return first_unknown(f"$S{row}", [f"$S{one}" for one, _ in before])
    in_pool = f"SUMIFS({_amounts(contents, UNKNOWN)},{_amounts(contents, POOL)},{index + 1})"
    own = [dated for dated, number in contents.joining.items() if number == index + 1]
    return in_pool + "".join(
        f"-{at(UNKNOWN, contents.amount_rows[dated], contents.sheet('measures'))}" for dated in own
    )


def _block(
    contents: Contents, index: int, division: Division, earlier: dict[tuple[str, int, str, int], list[tuple[int, bool]]]
) -> Iterator[Row]:
    """Yield the rows of a division; `earlier` holds the rows before of the same measure, year and contribution."""
    plan = division.plan
    first = contents.first_rows[index]
    source = _source(contents, division)
    cells = _cells_by_slot(contents, index, division)
    for slot, participant in enumerate(plan.participants):
        row = first + slot
        number, _ = plan.reached_by[slot]
        contribution = contents.ledger.contribution_of(division, slot)
        before: list[tuple[int, bool]] = []
        if division.measure is not None:
            post = division.measure, division.period.year, participant, contribution
            before = earlier.setdefault(post, [])
        yield [
            Cell(row - FIRST_ROW + 1, "small"),
            Cell(division.measure) if division.measure else None,
            Cell(NATURE_LETTERS[division.nature], "centre"),
            Cell(SIDE_WORDS[division.side]),
            Cell(division.period.text),
            Cell(division.period.year, "small"),
            Cell(participant),
            Cell(plan.stages[number].key),
            Cell(number + 1, "small"),
            *cells[slot],
            Cell(
                int(division.amount is None and not any(unknown for _, unknown in before)),
                "small",
                contents.formula(_unknown(contents, index, row, before)),
            ),
            Cell(contribution, "small"),
            Cell(contents.ledger.payment_of(contribution), "small"),
            Cell("*", "centre") if division.assumed or plan.assumed[slot] else None,
            source,
        ]
        before.append((row, division.amount is None))


def _cells_by_slot(contents: Contents, index: int, division: Division) -> dict[int, list[Cell]]:
    """Return for each part of a division its cells from what is divided to the shifted cent, stage by stage."""
    first = contents.first_rows[index]
    keys = contents.sheet("keys")
    found: dict[int, list[Cell]] = {}
    for number, stage in enumerate(division.plan.stages):
        formulas = _Formulas(contents, [first + slot for slot in stage.slots])
        whole = _whole(contents, index, division) if stage.parent is None else f"$R{first + stage.parent}"
        for slot, values in zip(stage.slots, _calculated(contents, division, number), strict=True):
            row = contents.weight_rows[stage.versions, division.plan.participants[slot]]
            found[slot] = [
                Cell(value, style, contents.formula(formula))
                for value, style, formula in zip(
                    values, _STYLES, formulas.of(first + slot, whole, at(WEIGHT, row, keys)), strict=True
                )
            ]
    return found


def _source(contents: Contents, division: Division) -> Cell | None:
    if division.measure is None:
        measures = dict.fromkeys(measure for measure, _ in division.pooled)
        return Cell(contents.text(say("pool of {measures}", measures=tuple(measures)))[:1000])
    text = source_text(contents, contents.case.budget.measures[division.measure].source)
    return Cell(contents.text(text)) if text else None


def _calculated(contents: Contents, division: Division, number: int) -> list[list[Value]]:
    """Return for each participant of a stage the values of its cells, in the whole numbers of the sheet."""
    stage = division.plan.stages[number]
    names = [division.plan.participants[slot] for slot in stage.slots]
    weights = [contents.weights[contents.weight_rows[stage.versions, name] - FIRST_ROW].weight for name in names]
    total = sum(weights)
    whole = division.whole(stage)
    if whole is None:
        return [["PM", weight, total, weight / total, "PM", "", "", "", "PM", "PM", ""] for weight in weights]
    units = whole // contents.unit
    divided = [divmod(abs(units) * weight, total) for weight in weights]
    by_share = contents.settings.rounding.method == "largest-share"
    measure = weights if by_share else [remainder for _, remainder in divided]
    order = sorted(range(len(names)), key=lambda position: -measure[position])
    ranks = {position: rank for rank, position in enumerate(order, 1)}
    values: list[list[Value]] = []
    for position, (slot, weight) in enumerate(zip(stage.slots, weights, strict=True)):
        down_to, remainder = divided[position]
        part = division.parts[slot]
        shifted = part // contents.unit - (-down_to if units < 0 else down_to)
        unrounded = units * weight / total
        values.append(
            [
                units,
                weight,
                total,
                weight / total,
                unrounded / 100 if contents.unit == 1 else unrounded * (contents.unit // 100),
                down_to,
                remainder,
                ranks[position],
                part // contents.unit,
                euros(part),
                shifted * contents.unit,
            ]
        )
    return values


_STYLES: tuple[Style, ...] = (
    "whole",
    "whole",
    "whole",
    "share",
    "exact",
    "whole",
    "whole",
    "small",
    "whole",
    "money",
    "small",
)


class _Formulas:
    """The formulas of one stage: they look at its own rows alone, so that no sum runs in a circle."""

    def __init__(self, contents: Contents, rows: list[int]) -> None:
        self.contents = contents
        self.rows = rows
        self.runs = list(_runs(rows))
        self.by_share = contents.settings.rounding.method == "largest-share"

    def of(self, row: int, whole: str, weight: str) -> tuple[str, ...]:
        """Return the formulas of a row, from what is divided to the shifted cent."""
        unit = self.contents.unit
        product = f"ABS($J{row})*$K{row}"
        quotient = f"INT({product}/$L{row})"
        sign = f"IF($J{row}<0,-1,1)"
        units = self._by_share(row, sign) if self.by_share else f"{sign}*({self._by_remainder(row)})"

        def known(formula: str, otherwise: str = '""') -> str:
            return f'IF($J{row}="PM",{otherwise},{formula})'

        return (
            whole,
            weight,
            self._sum("K"),
            f"$K{row}/$L{row}",
            known(self.contents.to_euros(f"$J{row}*$K{row}/$L{row}"), '"PM"'),
            known(f"{quotient}-IF(({quotient}*$L{row}-{product})>0,1,0)"),
            known(f'IF(({product}-2^53)>=0,"!",({product}-$O{row}*$L{row}))'),
            known(self._rank(row)),
            known(units, '"PM"'),
            known(self.contents.to_euros(f"$R{row}"), '"PM"'),
            known(f"($R{row}-{sign}*$O{row})*{unit}"),
        )

    def _spans(self, letter: str, up_to: int | None = None) -> Iterator[str]:
        for first, last in self.runs:
            if up_to is None or first <= up_to:
                yield f"${letter}${first}:${letter}${last if up_to is None else min(last, up_to)}"

    def _sum(self, letter: str) -> str:
        return f"SUM({','.join(self._spans(letter))})"

    def _rank(self, row: int) -> str:
        """Return the formula of the place, from 1, in which a row is served: the larger first, ties as declared."""
        ranked = "K" if self.by_share else "P"
        larger = [f"SUMPRODUCT((({span}-${ranked}{row})>0)*1)" for span in self._spans(ranked)]
        equal = [f"SUMPRODUCT((({span}-${ranked}{row})=0)*1)" for span in self._spans(ranked, row)]
        return "+".join((*larger, *equal))

    def _by_remainder(self, row: int) -> str:
        return f"$O{row}+IF($Q{row}<=ABS($J{row})-{self._sum('O')},1,0)"

    def _by_share(self, row: int, sign: str) -> str:
        others = "+".join(
            f"SUMPRODUCT(({ranks}>1)*({down_to}+(2*{remainders}>={sums})))"
            for ranks, down_to, remainders, sums in zip(*map(self._spans, "QOPL"), strict=True)
        )
        rest = f"ABS($J{row})-({others})"
        nearest = f"$O{row}+IF(2*$P{row}>=$L{row},1,0)"
        return f'IF($Q{row}=1,IF(({rest})<0,"!",{sign}*({rest})),{sign}*({nearest}))'


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of rows that stand together."""
    first = before = rows[0]
    for row in rows[1:]:
        if row != before + 1:
            yield first, before
            first = row
        before = row
    yield first, before


def row_of(contents: Contents, index: int, slot: int) -> int:
    """Return the row of a part of a division."""
    return contents.first_rows[index] + slot


def reference(contents: Contents, index: int, slot: int, column: int = TRACED) -> str:
    """Return the reference to a column of the row of a part of a division, seen from another sheet."""
    return at(column, row_of(contents, index, slot), contents.sheet("trace"))
