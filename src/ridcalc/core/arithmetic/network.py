"""The network of a table that is being rounded: which figures are rounded up, and which rows have too many units."""

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, Rounded, exact_table


class Network:
    """The network of one table. A node is a row, a group or (last) the total; column `self.last` is that of totals.

    `floor` holds the figures rounded down, `part` what is left of the exact amounts (0: the figure is settled), and
    `up` which figures are rounded up.
    """

    def __init__(self, grid: Grid, unit: int) -> None:
        """Round everything down to `unit`, but for the figures that are chosen already."""
        self.unit = unit
        self.leaves, self.root, self.last = len(grid.cells), len(grid.parents), len(grid.cells[0])
        self.size = self.root + 1
        self.parents = [self.root if parent is None else parent for parent in grid.parents]
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        for node, parent in enumerate(self.parents):
            self.children[parent].append(node)
        amounts = exact_table(grid)
        self.floor = [[amount // unit for amount in row] for row in amounts]
        self.part = [[amount % unit for amount in row] for row in amounts]
        whole = nearest(amounts[self.root][self.last], unit) // unit
        for (node, column), figure in {(self.root, self.last): whole, **grid.forced}.items():
            self.floor[node][column] = figure
            self.part[node][column] = 0
        self.costs = [[unit - 2 * part for part in row] for row in self.part[: self.leaves]]
        for (row, column), cost in grid.costs.items():
            self.costs[row][column] = cost
        self.up = [[0] * (self.last + 1) for _ in range(self.size)]
        self.excess = [0] * self.size

    def figures(self) -> Rounded:
        """Return the table as it is rounded now."""
        return [
            [floor + up for floor, up in zip(floors, ups, strict=True)]
            for floors, ups in zip(self.floor, self.up, strict=True)
        ]

    def deviation(self) -> int:
        """Return the sum of the deviations of the cells that can be rounded either way."""
        return sum(
            self.unit - part if up else part
            for parts, ups in zip(self.part[: self.leaves], self.up, strict=False)
            for part, up in zip(parts[: self.last], ups, strict=False)
            if part
        )

    def round_columns(self, prices: list[int]) -> None:
        """Round each column by itself, at the least cost; a row's price is added to the cost of its cells."""
        plans = [self._column(column, prices) for column in range(self.last)]
        tops = [plan[-1] for plan in plans]
        wanted = self.floor[self.root][self.last] - sum(self.floor[self.root][: self.last])
        able = sorted((cost, column) for column, (_, _, cost) in enumerate(tops) if cost is not None)
        if not 0 <= wanted <= len(able):
            raise NoSuchTableError
        self.up = [[0] * (self.last + 1) for _ in range(self.size)]
        for _, column in able[:wanted]:
            self.up[self.root][column] = 1
        for column, plan in enumerate(plans):
            for node in range(self.root, self.leaves - 1, -1):
                below, count, _ = plan[node - self.leaves]
                for _, child in below[: count + self.up[node][column]]:
                    self.up[child][column] = 1

    def _column(self, column: int, prices: list[int]) -> list[tuple[list[tuple[int, int]], int, int | None]]:
        """Return for each group of a column whom it can round up, how many of them it must, and what one more costs.

        The cheapest to round up come first; the cost is None where it cannot be one more.
        """
        costs: list[int | None] = [
            cost[column] + price if part[column] else None
            for part, cost, price in zip(self.part, self.costs, prices, strict=False)
        ]
        plan: list[tuple[list[tuple[int, int]], int, int | None]] = []
        for node in range(self.leaves, self.size):
            below = sorted([(cost, child) for child in self.children[node] if (cost := costs[child]) is not None])
            count = self.floor[node][column] - sum([self.floor[child][column] for child in self.children[node]])
            cost = None
            if self.part[node][column]:
                if not 0 <= count <= len(below):
                    if count != -1:
                        raise NoSuchTableError
                    self._settle(node, column, 1)
                    count = 0
                elif count == len(below):
                    self._settle(node, column, 0)
                else:
                    cost = below[count][0]
            elif not 0 <= count <= len(below):
                raise NoSuchTableError
            plan.append((below, count, cost))
            costs.append(cost)
        return plan

    def _settle(self, node: int, column: int, up: int) -> None:
        """Keep to the only figure that what is forced below a group leaves it."""
        self.floor[node][column] += up
        self.part[node][column] = 0

    def _taken(self, leaf: int) -> int:
        """Return by how many units a row's cells are above its total rounded down."""
        return sum(self.floor[leaf][: self.last]) + sum(self.up[leaf][: self.last]) - self.floor[leaf][self.last]

    def set_prices(self, prices: list[int]) -> None:
        """Make cells dearer in rows that have too many units, and cheaper in rows that have too few."""
        for leaf in range(self.leaves):
            taken = self._taken(leaf)
            over = taken - min(max(taken, 0), 1 if self.part[leaf][self.last] else 0)
            prices[leaf] += 2 * self.unit * over // self.last

    def count_excess(self, prices: list[int]) -> None:
        """Choose the rows' totals nearest to what their cells come to, and count what is over or short in each."""
        last = self.last
        for node in range(self.size):
            if node < self.leaves:
                taken = self._taken(node)
            else:
                given = sum(self.floor[child][last] + self.up[child][last] for child in self.children[node])
                taken = given - self.floor[node][last]
            if self.part[node][last]:
                price = prices[node] if node < self.leaves else 0
                self.up[node][last] = int(taken >= 1) if price == 0 else int(price > 0)
            self.excess[node] = taken - self.up[node][last]
