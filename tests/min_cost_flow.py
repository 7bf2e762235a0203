"""Rounded tables with the least deviation, by a min-cost flow of networkx: the witness for controlled rounding."""

from typing import Any

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.grid import Grid, Rounded, exact_table


def deviation(grid: Grid, table: Rounded, unit: int) -> int:
    """Return the sum of the absolute deviations of the cells."""
    return sum(
        abs(figure * unit - amount)
        for row, exact in zip(table, grid.cells, strict=False)
        for figure, amount in zip(row, exact, strict=False)
    )


def optimum(grid: Grid, unit: int) -> int:
    """Return the least deviation that any table can have."""
    import networkx as nx  # for the slow proofs only

    exact, root, leaves, last = exact_table(grid), len(grid.parents), len(grid.cells), len(grid.cells[0])
    graph = nx.DiGraph()
    demand: dict[Any, int] = {}
    whole = nearest(exact[root][last], unit) // unit

    def edge(start: object, end: object, amount: int, cost: int) -> None:
        low, high = amount // unit, -(-amount // unit)
        demand[start] = demand.get(start, 0) + low
        demand[end] = demand.get(end, 0) - low
        if high > low:
            graph.add_edge(start, end, capacity=1, weight=cost)

    above = [root if parent is None else parent for parent in grid.parents]
    for column in range(last):
        for node in range(root + 1):
            amount = exact[node][column]
            start = "all" if node == root else ("column", above[node], column)
            end = ("row", node) if node < leaves else ("column", node, column)
            edge(start, end, amount, unit - 2 * (amount % unit) if node < leaves else 0)
    for node in range(root):
        edge(("row", node), ("row", above[node]), exact[node][last], 0)
    edge(("row", root), "all", whole * unit, 0)
    for node, amount in demand.items():
        graph.add_node(node, demand=amount)
    cost, _ = nx.network_simplex(graph)
    return int(cost) + sum(amount % unit for row in grid.cells for amount in row)
