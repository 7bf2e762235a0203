"""The network of a table during rounding: the figures rounded up, and the rows with too many or too few units."""

from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, Rounded, exact_table


class GroupPlan(NamedTuple):
    """How a column is rounded within a group, or within the total: which of the children are rounded up."""

    children: list[tuple[int, int]]
    """The children that can be rounded up, the cheapest first, each as (cost in cents, node)."""
    units: int
    """The number of children that are rounded up if the group is rounded down; one more if it is rounded up."""
    cost: int | None
    """The cost in cents of rounding the group up, which is that of one more child. None: the group is settled."""


class Network:
    """The network of one table. Nodes are the rows (leaves), the groups and the total (root); column `last` has totals.

    By node and column, `floor` is the figure rounded down, in units; `part` is the rest of the exact amount, in cents
    (0: the figure is settled); `up` is 1 if the figure is rounded up. `costs` is the cost of rounding a cell up.
    By node, `excess` is the number of units too many, negative for too few.
    """

    def __init__(self, grid: Grid, unit: int) -> None:
        """Round all amounts down to `unit` cents, except the grand total (nearest unit) and the forced figures."""
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
        grand_total = nearest(amounts[self.root][self.last], unit) // unit
        for (node, column), figure in {(self.root, self.last): grand_total, **grid.forced}.items():
            self.floor[node][column] = figure
            self.part[node][column] = 0
        self.costs = [[unit - 2 * part for part in row] for row in self.part[: self.leaves]]
        for (row, column), cost in grid.costs.items():
            self.costs[row][column] = cost
        self.up = [[0] * (self.last + 1) for _ in range(self.size)]
        self.excess = [0] * self.size

    def figures(self) -> Rounded:
        """Return the rounded table in its present state, in units."""
        return [
            [floor + up for floor, up in zip(floors, ups, strict=True)]
            for floors, ups in zip(self.floor, self.up, strict=True)
        ]

    def deviation(self) -> int:
        """Return the sum, in cents, of the absolute deviations of the cells that cost less one way than the other."""
        return sum(
            self.unit - part if up else part
            for parts, ups, costs in zip(self.part[: self.leaves], self.up, self.costs, strict=False)
            for part, up, cost in zip(parts[: self.last], ups, costs, strict=False)
            if part and cost
        )

    def round_columns(self, prices: list[int]) -> None:
        """Round each column separately at the least cost. A row's price, in cents, is added to the cost of its cells.

        Raises:
            NoSuchTableError: The forced figures leave no table.
        """
        plans = [self._column(column, prices) for column in range(self.last)]
        totals = [plan[-1] for plan in plans]
        units = self.floor[self.root][self.last] - sum(self.floor[self.root][: self.last])
        candidates = sorted((cost, column) for column, total in enumerate(totals) if (cost := total.cost) is not None)
        if not 0 <= units <= len(candidates):
            raise NoSuchTableError
        self.up = [[0] * (self.last + 1) for _ in range(self.size)]
        for _, column in candidates[:units]:
            self.up[self.root][column] = 1
        for column, plan in enumerate(plans):
            for node in range(self.root, self.leaves - 1, -1):
                group = plan[node - self.leaves]
                for _, child in group.children[: group.units + self.up[node][column]]:
                    self.up[child][column] = 1

    def _column(self, column: int, prices: list[int]) -> list[GroupPlan]:
        """Return the plan of each group, and last of the total, for a column that is rounded at the least cost.

        Raises:
            NoSuchTableError: The forced figures leave no table.
        """
        costs: list[int | None] = [
            cost[column] + price if part[column] else None
            for part, cost, price in zip(self.part, self.costs, prices, strict=False)
        ]
        plan: list[GroupPlan] = []
        for node in range(self.leaves, self.size):
            children = sorted([(cost, child) for child in self.children[node] if (cost := costs[child]) is not None])
            count = self.floor[node][column] - sum([self.floor[child][column] for child in self.children[node]])
            cost = None
            if self.part[node][column]:
                if not 0 <= count <= len(children):
                    if count != -1:
                        raise NoSuchTableError
                    self._settle(node, column, 1)
                    count = 0
                elif count == len(children):
                    self._settle(node, column, 0)
                else:
                    cost = children[count][0]
            elif not 0 <= count <= len(children):
                raise NoSuchTableError
            plan.append(GroupPlan(children, count, cost))
            costs.append(cost)
        return plan

    def _settle(self, node: int, column: int, up: int) -> None:
        """Settle a group's figure, rounded up or not, when the forced figures below the group leave no choice."""
        self.floor[node][column] += up
        self.part[node][column] = 0

    def _units_above_floor(self, leaf: int) -> int:
        """Return the sum of a row's cells minus the row's total rounded down, in units."""
        return sum(self.floor[leaf][: self.last]) + sum(self.up[leaf][: self.last]) - self.floor[leaf][self.last]

    def set_prices(self, prices: list[int]) -> None:
        """Raise the prices of rows with too many units, and lower those of rows with too few, in cents per cell.

        Costs of cells lie between minus one unit and one unit. So two units of price outweigh any difference in cost;
        they are spread over the cells of the row for each unit too many.
        """
        for leaf in range(self.leaves):
            units = self._units_above_floor(leaf)
            room = 1 if self.part[leaf][self.last] else 0  # the row's total can take a unit if it is not settled
            too_many = units - min(max(units, 0), room)
            prices[leaf] += 2 * self.unit * too_many // self.last

    def count_excess(self, prices: list[int]) -> None:
        """Round each node's total to the side nearest to the sum of its cells, and count the excess units of each node.

        The total of a row with a price is rounded up if the price is positive, down if it is negative.
        """
        last = self.last
        for node in range(self.size):
            if node < self.leaves:
                units = self._units_above_floor(node)
            else:
                below = sum(self.floor[child][last] + self.up[child][last] for child in self.children[node])
                units = below - self.floor[node][last]
            if self.part[node][last]:
                price = prices[node] if node < self.leaves else 0
                self.up[node][last] = int(units >= 1) if price == 0 else int(price > 0)
            self.excess[node] = units - self.up[node][last]
