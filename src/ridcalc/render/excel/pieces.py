"""Amounts that are divided by days first: the formula of the part of one version, in units of rounding."""

from collections.abc import Sequence

from ridcalc.render.excel.quotients import UNDIVIDED

MOST_PIECES = 20
"""The versions within one amount that fit in a formula, which has 8,192 characters at most."""
BELOW = 10**12
"""The units of rounding of an amount, such that its part by days is exact in a spreadsheet."""


def fixed_part(cells: Sequence[str], whole: int | None, part: int | None) -> str:
    """Return the formula of a part that is a value; it is no number once the cells no longer add to `whole`.

    All are in units of rounding; without a part the first cell is PM.
    """
    if part is None:
        return f'IF({cells[0]}="PM","PM","{UNDIVIDED}")'
    return f'IF(SUM({",".join(cells)})={whole},{part},"{UNDIVIDED}")'


def piece_formula(units: str, days: Sequence[int], piece: int) -> str:
    """Return the formula of a part by days, by largest remainder; `units` is the formula of the amount."""
    total = sum(days)
    down = [f"INT((ABS({units})*{part}+0.5)/{total})" for part in days]
    remainders = [f"(ABS({units})*{part}-{low}*{total})" for part, low in zip(days, down, strict=True)]
    before = [
        f"IF({other}>{'=' if number < piece else ''}{remainders[piece]},1,0)"
        for number, other in enumerate(remainders)
        if number != piece
    ]
    left = f"(ABS({units})-{'-'.join(down)})"
    part = f"IF({units}<0,-1,1)*({down[piece]}+IF({'+'.join(before)}<{left},1,0))"
    return f'IF(ABS({units})>={BELOW},"{UNDIVIDED}",{part})'
