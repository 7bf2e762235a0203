"""Amounts that are divided by days first: the formula of the part of one version, in units of rounding."""

from collections.abc import Sequence

from ridcalc.render.excel.quotients import UNDIVIDED

MOST_PIECES = 20
"""The versions within one amount that fit in a formula, which has 8,192 characters at most."""
BELOW = 10**12
"""The units of rounding of an amount, such that its part by days is exact in a spreadsheet."""


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
