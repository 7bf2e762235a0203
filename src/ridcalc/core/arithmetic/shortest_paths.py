"""Successive shortest paths: move units through the network from nodes with too many to nodes with too few."""

from collections import deque
from collections.abc import Iterator

from ridcalc.core.arithmetic.grid import NoSuchTableError
from ridcalc.core.arithmetic.network import Network


def move(network: Network, *, costly: bool) -> None:
    """Move units, one by one, from nodes with too many to nodes with too few: on the cheapest path, or on any path.

    `costly` asks for the cheapest path, which gives the optimum; any path is found faster.

    Raises:
        NoSuchTableError: A node with too many units has no path to a node with too few.
    """
    edges = list(_edges(network))
    count = network.size + (network.size - network.leaves) * network.last + 1
    edges_at: list[list[int]] = [[] for _ in range(count)]
    for number, (start, end, *_) in enumerate(edges):
        edges_at[start].append(number)
        edges_at[end].append(number)
    taken = [network.up[node][column] for *_, node, column in edges]
    costs = [edge[2] if costly else 0 for edge in edges]
    while any(excess > 0 for excess in network.excess):
        distance, back = _paths(network, edges, edges_at, taken, costs)
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
    """Yield an edge for each figure that is not settled: start, end, cost in cents, node and column of the figure."""
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
    """Return the number of a group's, or the total's, cell in a column as a node of the flow."""
    return network.size + (node - network.leaves) * network.last + column


def _paths(
    network: Network,
    edges: list[tuple[int, int, int, int, int]],
    edges_at: list[list[int]],
    taken: list[int],
    costs: list[int],
) -> tuple[list[int | None], list[int]]:
    """Return by node the least cost of a path from a node with too many units, and the last edge of that path.

    The cost is None for a node without a path; the edge is -1 at the start of a path. `edges_at` holds by node the
    positions of the edges that start or end there; `taken` is 1 for an edge that carries a unit.
    """
    distance: list[int | None] = [None] * len(edges_at)
    back = [-1] * len(edges_at)
    all_paths_equal = not any(costs)  # then the first path is as good as any other
    queue: deque[int] = deque()
    waiting = [False] * len(edges_at)
    for node in range(network.size):
        if network.excess[node] > 0:
            distance[node] = 0
            queue.append(node)
    while queue:
        node = queue.popleft()
        waiting[node] = False
        so_far = distance[node] or 0
        for number in edges_at[node]:
            start, end, *_ = edges[number]
            if (start == node) == bool(taken[number]):
                continue  # an edge with a unit can only be used backwards, an edge without one only forwards
            neighbour, cost = (end, so_far + costs[number]) if start == node else (start, so_far - costs[number])
            least = distance[neighbour]
            if least is None or cost < least:
                distance[neighbour] = cost
                back[neighbour] = number
                if all_paths_equal and neighbour < network.size and network.excess[neighbour] < 0:
                    return distance, back
                if not waiting[neighbour]:
                    waiting[neighbour] = True
                    queue.append(neighbour)
    return distance, back
