"""The formulas by which other sheets take amounts by rule from the sheet Composition."""

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.choices import sign_of
from ridcalc.render.excel.by_rule.calculations import CALCULATIONS, INPUTS, blocks_of
from ridcalc.render.excel.by_rule.inputs import last_input_row
from ridcalc.render.excel.columns import At
from ridcalc.render.excel.composition.calculation import Source
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.quotients import UNDIVIDED
from ridcalc.render.excel.rows import FIRST_ROW


def amount_in_euros(layout: Layout, source: Source, number: str) -> str:
    """Return the formula of an amount in euros, PM or `UNDIVIDED`; `number` is the cell with the source's number."""
    units = _units(layout, source, number)
    return f"IF(ISNUMBER({units}),{layout.to_euros(units)},{units})"


def _units(layout: Layout, source: Source, number: str) -> str:
    """Return the formula of an amount in units of rounding."""
    if source.kind == "parts":
        last = last_input_row(layout.composition.inputs)
        whole, groups = (layout.down(INPUTS, name, FIRST_ROW, last) for name in ("whole", "group"))
        unknown = f'COUNTIFS({groups},{number},{whole},"PM")'
        all_unknown = f"{unknown}=COUNTIFS({groups},{number})"
        return f'IF({unknown}=0,SUMIFS({whole},{groups},{number}),IF({all_unknown},"PM","{UNDIVIDED}"))'
    units = _down(layout, source, "units")
    if source.kind == "tariff":
        numbers = _down(layout, source, "number")
        unknown = f'COUNTIFS({numbers},{number},{units},"PM")'
        return f'IF({unknown}>0,"PM",SUMIFS({units},{numbers},{number}))'
    return f"INDEX({units},{number})"


def _down(layout: Layout, source: Source, name: str) -> str:
    """Return the reference to a column of the block in which a source stands."""
    first, count = _block(layout, source)
    return layout.down(CALCULATIONS, name, first, first + count - 1)


def _block(layout: Layout, source: Source) -> tuple[int, int]:
    """Return the first row of the block in which a source stands, and the number of its rows."""
    blocks, composition = blocks_of(layout), layout.composition
    heads = {
        "step": (blocks.steps, composition.steps),
        "tariff": (blocks.parts, composition.parts),
        "surcharge": (blocks.surcharges, composition.surcharges),
    }
    head, rows = heads[source.kind]
    return head + 1, len(rows)


def link_to(layout: Layout, source: Source) -> str:
    """Return the link to the first row that an amount comes from."""
    if source.kind == "parts":
        return layout.link(INPUTS, FIRST_ROW + source.first - 1)
    return layout.link(CALCULATIONS, _block(layout, source)[0] + source.first - 1)


class GivenPart:
    """The formulas of what a measure itself gives a participant, for the sheet Trace."""

    def __init__(self, layout: Layout, amount: Amount, participant: str) -> None:
        """Find the row of a participant in an amount."""
        self._layout = layout
        self._source = layout.composition.sources[amount.dated]
        self._is_agreed = self._source.kind == "parts"
        self._sign = "-" if sign_of(amount.side) < 0 else ""
        self.place = layout.composition.given[amount.dated, participant]
        """The row of the participant in its block, from 1."""

    def _cell(self, name: str, at: At) -> str:
        """Return the formula of a figure on the sheet Composition, in the row that the trace names."""
        if self._is_agreed:
            span = self._layout.down(INPUTS, name, FIRST_ROW, last_input_row(self._layout.composition.inputs))
        else:
            span = _down(self._layout, self._source, name)
        return f"INDEX({span},{at.weight_row})"

    def formula(self, name: str, at: At) -> str | None:
        """Return the formula of a figure in the row `at` of the trace; None for the figures that only keys give."""
        known = self._if_known(name, at)
        unknown = '"PM"' if name in {"units", "unrounded"} else '""'
        return known and f'IF({at.to_divide}="PM",{unknown},{known})'

    def _if_known(self, name: str, at: At) -> str | None:
        match name:
            case "units":
                return self._sign + self._cell("whole" if self._is_agreed else "units", at)
            case "unrounded" if self._is_agreed:
                return self._layout.to_euros(at.units)
            case "unrounded":
                dividend, weight, total = (self._cell(name, at) for name in ("to_divide", "weight", "sum_of_weights"))
                return self._layout.to_euros(f"{self._sign}{dividend}*{weight}/{total}")
            case "rounded_down":
                return f"ABS({at.units})" if self._is_agreed else self._cell("rounded_down", at)
            case "shifted_cent":
                return f"({at.units}-IF({at.unrounded}<0,-1,1)*{at.rounded_down})*{self._layout.unit}"
            case _:
                return None
