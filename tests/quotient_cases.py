"""Quotients to calculate in two digits: at the edges, and random ones, as a workbook."""

import random
from collections.abc import Sequence
from math import gcd
from pathlib import Path
from typing import Any

import openpyxl

from ridcalc.core.values.problems import say
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.quotients import DIGITS, quotient

NAMES = ("to_divide", "weight", "sum_of_weights", "rounded_down", "remainder", *DIGITS)
COLUMNS: Columns[None] = Columns(say("Trace"), [Column(name, name, 9, empty) for name in NAMES])


def sheet_of(cases: Sequence[tuple[int, int, int]], folder: Path) -> Path:
    """Return a workbook with a row for each (amount, weight, sum of weights), divided in two digits."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "S"
    for row, numbers in enumerate(cases, 1):
        at = COLUMNS.at(row)
        formulas = [*quotient("digits", at), *(formula(at) for formula in DIGITS.values())]
        sheet.append([*numbers, *(f"={formula}" for formula in formulas)])
    path = folder / "quotients.xlsx"
    book.save(path)
    return path


def random_cases(count: int) -> list[tuple[int, int, int]]:
    """Return amounts, weights and sums of every size below 10^15; many quotients are whole, or one from whole."""
    draw = random.Random(20261126)  # noqa: S311  examples, no secrets
    cases = []
    for _ in range(count):
        total = draw.randrange(1, 10 ** draw.randrange(1, 16))
        weight = draw.randrange(total + 1)
        amount = draw.randrange(10 ** draw.randrange(1, 16))
        if draw.random() < 0.5 and weight:  # the remainder is near 0 or near the sum
            inverse = pow(weight, -1, total) if total > 1 and gcd(weight, total) == 1 else 1
            amount = (inverse * draw.choice([0, 1, total - 1])) % total
        cases.append((amount * draw.choice([1, -1]), weight, total))
    return cases


LARGEST = 10**15 - 1
EDGES = [
    (LARGEST, LARGEST, LARGEST),
    (LARGEST, LARGEST - 1, LARGEST),
    (-LARGEST, 1, LARGEST),
    (LARGEST - 1, 1, LARGEST),
    (0, 3, 7),
    (100, 0, LARGEST),
    (2**25, 2**25 - 1, 2**25),
    (5_162_525, 1_330_814_623, 10_945_099_880),
]
