"""Successive shortest paths: units move through the network from rows that have too many to rows that have too few."""

from collections import deque
from collections.abc import Iterator

from ridcalc.core.arithmetic.grid import NoSuchTableError
from ridcalc.core.arithmetic.network import Network


def move(network: Network, *, costly: bool) -> None:
    """Move units, one by one, along the cheapest path (or any) from where there are too many to where too few."""
    edges = list(_edges(network))
    count = network.size + (network.size - network.leaves) * network.last + 1
    at: list[list[int]] = [[] for _ in range(count)]
    for number, (start, end, *_) in enumerate(edges):
        at[start].append(number)
        at[end].append(number)
    taken = [network.up[node][column] for *_, node, column in edges]
    costs = [edge[2] if costly else 0 for edge in edges]
    while any(excess > 0 for excess in network.excess):
        distance, back = _paths(network, edges, at, taken, costs)
        short = (node for node in range(network.size) if network.excess[node] < 0)
        ends = [(cost, node) for node in short if (cost := distance[node]) is not None]
        if not ends:
            raise NoSuchTableError
        _, node = min(ends)
        network.excess[node] += 1
        while back[node] >= 0:
            number = back[node]
            taken[number] ^= 1
            start, end = edges[number][:2]
            node = start if end == node else end
        network.excess[node] -= 1
    for up, (*_, node, column) in zip(taken, edges, strict=True):
        network.up[node][column] = up


def _edges(network: Network) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield each figure that can still be chosen as an edge: from, to, cost, and its node and column."""
    source = network.size + (network.size - network.leaves) * network.last
    for column in range(network.last):
        for node in range(network.size):
            if network.part[node][column]:
                above = source if node == network.root else _group(network, network.parents[node], column)
                if node < network.leaves:
                    yield above, node, network.costs[node][column], node, column
                else:
                    yield above, _group(network, node, column), 0, node, column
    for node in range(network.root):
        if network.part[node][network.last]:
            yield node, network.parents[node], 0, node, network.last


def _group(network: Network, node: int, column: int) -> int:
    return network.size + (node - network.leaves) * network.last + column


def _paths(
    network: Network,
    edges: list[tuple[int, int, int, int, int]],
    at: list[list[int]],
    taken: list[int],
    costs: list[int],
) -> tuple[list[int | None], list[int]]:
    """Return the least cost at which each node is reached from one with too many, and by which edge.

    `at` holds for each node the edges (their positions) that begin or end there.
    """
    distance: list[int | None] = [None] * len(at)
    back = [-1] * len(at)
    anyhow = not any(costs)  # then the first path is as good as any
    queue: deque[int] = deque()
    waiting = [False] * len(at)
    for node in range(network.size):
        if network.excess[node] > 0:
            distance[node] = 0
            queue.append(node)
    while queue:
        node = queue.popleft()
        waiting[node] = False
        here = distance[node] or 0
        for number in at[node]:
            start, end, *_ = edges[number]
            if (start == node) == bool(taken[number]):
                continue  # what is taken can only be given back
            there, cost = (end, here + costs[number]) if start == node else (start, here - costs[number])
            known = distance[there]
            if known is None or cost < known:
                distance[there] = cost
                back[there] = number
                if anyhow and there < network.size and network.excess[there] < 0:
                    return distance, back
                if not waiting[there]:
                    waiting[there] = True
                    queue.append(there)
    return distance, back
