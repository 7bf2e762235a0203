"""Exchanges of units between two rows in one column: faster than shortest paths, and near to the optimum."""

from heapq import heapify, heappop, heappush

from ridcalc.core.arithmetic.network import Network


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


def _best_offer(network: Network, giver: int, takers: list[list[tuple[int, int]]]) -> tuple[int, int, int, int] | None:
    """Return the cheapest exchange for a row with too many units: cost, giving row, column and taking row.

    `takers` holds by column the rows with too few units, the cheapest last. Rows that have enough by now are removed.
    """
    if network.excess[giver] <= 0:
        return None
    best: tuple[int, int, int, int] | None = None
    for column in range(network.last):
        if not network.up[giver][column]:
            continue
        queue = takers[column]
        while queue and network.excess[-queue[-1][1]] >= 0:
            queue.pop()
        if queue:
            offer = (network.part[giver][column] - queue[-1][0], giver, column, -queue[-1][1])
            best = min(best, offer) if best else offer
    return best
