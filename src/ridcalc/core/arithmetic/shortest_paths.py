"""Successive shortest paths: move units through the network from nodes with too many to nodes with too few.

The flow has a node for each row, each group and the total, with the numbers of the network; then a node for each cell
of a group or of the total, by column; and last the source of the columns. An edge is a figure that is not settled: it
carries one unit if the figure is rounded up.
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.arithmetic.grid import NoSuchTableError
from ridcalc.core.arithmetic.network import Network


class Edge(NamedTuple):
    """An edge of the flow: a figure that can be rounded up, and the two nodes between which its unit moves."""

    start: int
    """The node of the flow that has a unit less if the figure is rounded up."""
    end: int
    """The node of the flow that has a unit more if the figure is rounded up."""
    cost: int
    """The cost in cents of rounding the figure up rather than down."""
    node: int
    """The node of the figure in the network."""
    column: int
    """The column of the figure in the network."""


def move(network: Network, *, cheapest: bool) -> None:
    """Move units, one by one, from nodes with too many to nodes with too few, until no node has too many.

    With `cheapest` each unit takes the path of least cost, which gives the optimum. Otherwise it takes the first path
    found, which is faster.

    Raises:
        NoSuchTableError: A node has too many units, and no path leads from it to a node with too few.
    """
    edges = list(_edges(network, cheapest=cheapest))
    edges_at: list[list[int]] = [[] for _ in range(_source(network) + 1)]
    for number, edge in enumerate(edges):
        edges_at[edge.start].append(number)
        edges_at[edge.end].append(number)
    carries = [network.up[edge.node][edge.column] for edge in edges]
    all_paths_equal = not any(edge.cost for edge in edges)
    while any(excess > 0 for excess in network.excess):
        distance, last_edge = _paths(network, edges, edges_at, carries, first_found=all_paths_equal)
        short = (node for node in range(network.size) if network.excess[node] < 0)
        ends = [(cost, node) for node in short if (cost := distance[node]) is not None]
        if not ends:
            raise NoSuchTableError
        _, node = min(ends)
        network.excess[node] += 1
        while last_edge[node] >= 0:  # back along the path, to the node with too many units
            number = last_edge[node]
            carries[number] ^= 1
            edge = edges[number]
            node = edge.start if edge.end == node else edge.end
        network.excess[node] -= 1
    for unit, edge in zip(carries, edges, strict=True):
        network.up[edge.node][edge.column] = unit


def _edges(network: Network, *, cheapest: bool) -> Iterator[Edge]:
    """Yield an edge for each figure that is not settled. Without `cheapest` all costs are 0."""
    for column in range(network.last):
        for node in range(network.size):
            if network.part[node][column]:
                above = _source(network) if node == network.root else _group(network, network.parents[node], column)
                if node < network.leaves:
                    yield Edge(above, node, network.costs[node][column] if cheapest else 0, node, column)
                else:
                    yield Edge(above, _group(network, node, column), 0, node, column)
    for node in range(network.root):
        if network.part[node][network.last]:
            yield Edge(node, network.parents[node], 0, node, network.last)


def _group(network: Network, node: int, column: int) -> int:
    """Return the node of the flow for the cell of a group, or of the total, in a column."""
    return network.size + (node - network.leaves) * network.last + column


def _source(network: Network) -> int:
    """Return the node of the flow from which the columns get their units, the last of all nodes."""
    return _group(network, network.size, 0)


def _paths(
    network: Network, edges: list[Edge], edges_at: list[list[int]], carries: list[int], *, first_found: bool
) -> tuple[list[int | None], list[int]]:
    """Return by node of the flow the least cost in cents of a path from a node with too many units, and its last edge.

    The cost is None for a node without a path; the edge is -1 at the start of a path. Edges are given by their position
    in `edges`. `edges_at` holds by node the edges that start or end there; `carries` is 1 for an edge with a unit. With
    `first_found` the search ends at the first node with too few units, and knows no other paths to such nodes.
    """
    distance: list[int | None] = [None] * len(edges_at)
    last_edge = [-1] * len(edges_at)
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
            edge = edges[number]
            forwards = edge.start == node
            if forwards == bool(carries[number]):
                continue  # an edge with a unit can only be used backwards, an edge without one only forwards
            neighbour, cost = (edge.end, so_far + edge.cost) if forwards else (edge.start, so_far - edge.cost)
            least = distance[neighbour]
            if least is None or cost < least:
                distance[neighbour] = cost
                last_edge[neighbour] = number
                if first_found and neighbour < network.size and network.excess[neighbour] < 0:
                    return distance, last_edge
                if not waiting[neighbour]:
                    waiting[neighbour] = True
                    queue.append(neighbour)
    return distance, last_edge
