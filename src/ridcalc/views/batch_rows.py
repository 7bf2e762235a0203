"""Rows of tables by measure for the batches of keys that hold amounts, of which no measure has a part of its own."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import Message, say


def row_of(division: Division) -> str | None:
    """Return the measure of a division or, for a batch of a key with amounts, a row that no measure has as its id."""
    return f"{division.plan.amount_key} {division.nature}" if division.plan.batched else division.measure


def is_batch(row: str) -> bool:
    """Return whether a row is that of a batch; ids have no spaces."""
    return " " in row


def batch_rows(allocation: Allocation) -> dict[str, tuple[str, NatureName, Message]]:
    """Return the row of each batch → the first measure in the batch, its nature and its label."""
    order = {name: number for number, name in enumerate(allocation.case.measures)}
    rows: dict[str, tuple[str, NatureName, Message]] = {}
    for division in allocation.divisions:
        if division.plan.batched:
            key = allocation.case.budget.names.of("keys", str(division.plan.amount_key))
            row, first = str(row_of(division)), min(division.measures, key=order.__getitem__)
            if row not in rows or order[first] < order[rows[row][0]]:
                rows[row] = (first, division.nature, say("batch of key {key}", key=key))
    return rows


def in_order(allocation: Allocation, measures: dict[str, NatureName]) -> Iterator[tuple[str, NatureName]]:
    """Yield the measures with their nature, and before the first measure of each batch the row of that batch."""
    first_of: dict[str, list[tuple[str, NatureName]]] = {}
    for row, (first, nature, _) in batch_rows(allocation).items():
        first_of.setdefault(first, []).append((row, nature))
    for name, nature in measures.items():
        yield from first_of.get(name, ())
        yield name, nature


def whole_of_measures(allocation: Allocation) -> dict[tuple[str, int], Total]:
    """Return (measure, year) → what the measure brings into batches of keys with amounts."""
    found: dict[tuple[str, int], Total] = {}
    for division in allocation.divisions:
        for amount in division.amounts if division.plan.batched else ():
            key = amount.measure, amount.period.year
            assumed = amount.assumed or division.plan.stages[0].assumed
            found[key] = found.get(key, NOTHING) + Total(amount.cents or 0, 0, assumed)
    return found
