"""Exchanges of units between two rows in one column: faster than shortest paths, and near to the optimum."""

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from ridcalc.core.arithmetic.network import Network


class Offer(NamedTuple):
    """An exchange that is possible: in one column a row gives a unit to another. Offers sort by cost."""

    cost: int
    """By how many cents the deviation of the table grows, divided by two."""
    giver: int
    column: int
    taker: int


def exchange(network: Network) -> None:
    """Move units from rows with too many to rows of the same group with too few, in one column, cheapest first."""
    groups: dict[int, list[int]] = {}
    for leaf in range(network.leaves):
        if network.excess[leaf]:
            groups.setdefault(network.parents[leaf], []).append(leaf)
    for rows in groups.values():
        takers = [
            sorted((network.part[row][column], -row) for row in rows if _is_short(network, row, column))
            for column in range(network.last)
        ]
        offers = [offer for row in rows if (offer := _best_offer(network, row, takers))]
        heapify(offers)
        while offers:
            _, giver, column, taker = heappop(offers)
            queue = takers[column]
            if queue and queue[-1][1] == -taker and network.excess[taker] < 0 and network.up[giver][column]:
                queue.pop()
                network.up[giver][column], network.up[taker][column] = 0, 1
                network.excess[giver] -= 1
                network.excess[taker] += 1
            offer = _best_offer(network, giver, takers)
            if offer:
                heappush(offers, offer)


def _is_short(network: Network, row: int, column: int) -> bool:
    """Return whether a row has too few units and its cell in the column can still be rounded up."""
    return network.excess[row] < 0 and bool(network.part[row][column]) and not network.up[row][column]


def _best_offer(network: Network, giver: int, takers: list[list[tuple[int, int]]]) -> Offer | None:
    """Return the cheapest exchange for the row `giver`, or None if it has no unit too many or no row can take one.

    `takers` holds by column the rows with too few units, the cheapest last, as (part in cents, minus the row's number):
    of equals, the first row comes last. Rows that have enough by now are removed.
    """
    if network.excess[giver] <= 0:
        return None
    best: Offer | None = None
    for column in range(network.last):
        if not network.up[giver][column]:
            continue
        queue = takers[column]
        while queue and network.excess[-queue[-1][1]] >= 0:
            queue.pop()
        if queue:
            part, taker = queue[-1][0], -queue[-1][1]
            offer = Offer(network.part[giver][column] - part, giver, column, taker)
            best = min(best, offer) if best else offer
    return best
