"""Controlled rounding: a table in whole units that adds up in both directions, as near to the exact one as can be.

Every cell, every group's cell, each row total, column total and the grand total becomes its exact amount rounded down
or up to the unit; what is whole stays. The grand total is the nearest. Among such tables it is the one whose cells have
the least sum of absolute deviations; of equals, the order of the rows and columns decides.

It is a flow of single units from the columns, through the groups of rows, to the cells and on to the rows' totals: a
cell that takes a unit is rounded up. Each column is first rounded by itself at the least cost, and then units move
along the cheapest path from rows that have too many to rows that have too few (successive shortest paths), which gives
the optimum. Large tables try direct exchanges first. Integers only.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import nearest

AT_ONCE = 3_000
"""Cells up to which the best table is looked for at once; beyond it, exchanges that come near enough are enough."""
EXACT_UP_TO = 20_000
"""Cells up to which the best table is looked for where exchanges do not surely come near enough."""


class NoSuchTableError(ArithmeticError):
    """No table has all the figures that it was to have."""


class Grid(NamedTuple):
    """An exact table: amounts per row and column, and for each row, and then each group, the group that it is in.

    `parents` gives the position of the group among rows and groups, None directly below the total; groups follow what
    is in them. `forced` gives figures that are chosen already, in units, by row or group (or the total, which comes
    last) and column (or the row's total, which comes last); each is the exact amount rounded down or up.
    """

    cells: Sequence[Sequence[int]]
    parents: Sequence[int | None]
    forced: Mapping[tuple[int, int], int] = {}
    costs: Mapping[tuple[int, int], int] = {}
    """What it costs to round a cell up rather than down, by row and column, where that is other than its deviation."""


Rounded = list[list[int]]
"""By row, group and last the total: the figure of each column and last their total, in whole units."""


def controlled(grid: Grid, unit: int) -> Rounded:
    """Return a table in whole units.

    Raises:
        NoSuchTableError: figures that were forced admit none; without any, there always is one.
    """
    if not grid.cells or not grid.cells[0]:
        return [[0] * (len(grid.cells[0]) + 1 if grid.cells else 1) for _ in range(len(grid.parents) + 1)]
    flat = len(grid.cells) == len(grid.parents)
    if flat and len(grid.cells) > len(grid.cells[0]):  # the fewer rows, the fewer there are to put right
        return _turned(_Network(_turned_grid(grid), unit).rounded())
    return _Network(grid, unit).rounded()


def _turned(table: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(row) for row in zip(*table, strict=True)]


def _turned_grid(grid: Grid) -> Grid:
    """Return a table without groups with its columns as rows."""
    forced = {(column, node): figure for (node, column), figure in grid.forced.items()}
    costs = {(column, row): cost for (row, column), cost in grid.costs.items()}
    return Grid(_turned(grid.cells), [None] * len(grid.cells[0]), forced, costs)


def exact_table(grid: Grid) -> list[list[int]]:
    """Return the exact amounts of all rows, groups and last the total, each with its own total last."""
    leaves, root = len(grid.cells), len(grid.parents)
    amounts = [list(row) for row in grid.cells] + [[0] * len(grid.cells[0]) for _ in range(root + 1 - leaves)]
    for node, parent in enumerate(grid.parents):
        above = amounts[root if parent is None else parent]
        for column, amount in enumerate(amounts[node]):
            above[column] += amount
    for row in amounts:
        row.append(sum(row))
    return amounts


class _Network:
    """The network of one table. A node is a row, a group or (last) the total; column `self.last` is that of totals.

    `floor` holds the figures rounded down, `part` what is left of the exact amounts (0: the figure is settled), and
    `up` which figures are rounded up.
    """

    def __init__(self, grid: Grid, unit: int) -> None:
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

    def rounded(self) -> Rounded:
        """Return the table."""
        cells = self.leaves * self.last
        near_enough = cells > AT_ONCE and self._exchanged(judged=cells <= EXACT_UP_TO)
        if not near_enough:
            prices = [0] * self.leaves
            self._round_columns(prices)
            self._count_excess(prices)
            self._move(costly=True)
        return [
            [floor + up for floor, up in zip(floors, ups, strict=True)]
            for floors, ups in zip(self.floor, self.up, strict=True)
        ]

    def _exchanged(self, *, judged: bool) -> bool:
        """Round by exchanges, which is fast; if judged, tell whether that is surely within half a percent of the best.

        No table is nearer than one whose columns are rounded by themselves.
        """
        prices = [0] * self.leaves
        self._round_columns(prices)
        least = self._deviation() if judged else 0
        self._set_prices(prices)
        self._round_columns(prices)
        self._count_excess(prices)
        self._exchange()
        self._move(costly=False)
        return not judged or self._deviation() * 1000 <= least * 1005

    def _deviation(self) -> int:
        """Return the sum of the deviations of the cells that can be rounded either way."""
        return sum(
            self.unit - part if up else part
            for parts, ups in zip(self.part[: self.leaves], self.up, strict=False)
            for part, up in zip(parts[: self.last], ups, strict=False)
            if part
        )

    def _round_columns(self, prices: list[int]) -> None:
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

    def _set_prices(self, prices: list[int]) -> None:
        """Make cells dearer in rows that have too many units, and cheaper in rows that have too few."""
        for leaf in range(self.leaves):
            taken = self._taken(leaf)
            over = taken - min(max(taken, 0), 1 if self.part[leaf][self.last] else 0)
            prices[leaf] += 2 * self.unit * over // self.last

    def _count_excess(self, prices: list[int]) -> None:
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

    def _exchange(self) -> None:
        """Let rows that have too many units give theirs, in the same column and group, to rows that have too few."""
        groups: dict[int, list[int]] = {}
        for leaf in range(self.leaves):
            if self.excess[leaf]:
                groups.setdefault(self.parents[leaf], []).append(leaf)
        for rows in groups.values():
            waiting = [
                sorted((self.part[row][column], -row) for row in rows if self._is_short(row, column))
                for column in range(self.last)
            ]
            offers = [offer for row in rows if (offer := self._best_offer(row, waiting))]
            heapify(offers)
            while offers:
                _, giver, column, taker = heappop(offers)
                queue = waiting[column]
                if queue and queue[-1][1] == -taker and self.excess[taker] < 0 and self.up[giver][column]:
                    queue.pop()
                    self.up[giver][column], self.up[taker][column] = 0, 1
                    self.excess[giver] -= 1
                    self.excess[taker] += 1
                offer = self._best_offer(giver, waiting)
                if offer:
                    heappush(offers, offer)

    def _is_short(self, row: int, column: int) -> bool:
        return self.excess[row] < 0 and bool(self.part[row][column]) and not self.up[row][column]

    def _best_offer(self, giver: int, waiting: list[list[tuple[int, int]]]) -> tuple[int, int, int, int] | None:
        """Return the cheapest exchange of a row that has too many: its cost, the row, the column and who takes it."""
        if self.excess[giver] <= 0:
            return None
        best: tuple[int, int, int, int] | None = None
        for column in range(self.last):
            if not self.up[giver][column]:
                continue
            queue = waiting[column]
            while queue and self.excess[-queue[-1][1]] >= 0:
                queue.pop()
            if queue:
                offer = (self.part[giver][column] - queue[-1][0], giver, column, -queue[-1][1])
                best = min(best, offer) if best else offer
        return best

    def _edges(self) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield each figure that can still be chosen as an edge: from, to, cost, and its node and column."""
        source = self.size + (self.size - self.leaves) * self.last
        for column in range(self.last):
            for node in range(self.size):
                if self.part[node][column]:
                    above = source if node == self.root else self._group(self.parents[node], column)
                    if node < self.leaves:
                        yield above, node, self.costs[node][column], node, column
                    else:
                        yield above, self._group(node, column), 0, node, column
        for node in range(self.root):
            if self.part[node][self.last]:
                yield node, self.parents[node], 0, node, self.last

    def _group(self, node: int, column: int) -> int:
        return self.size + (node - self.leaves) * self.last + column

    def _move(self, *, costly: bool) -> None:
        """Move units, one by one, along the cheapest path (or any) from where there are too many to where too few."""
        edges = list(self._edges())
        count = self.size + (self.size - self.leaves) * self.last + 1
        at: list[list[int]] = [[] for _ in range(count)]
        for number, (start, end, *_) in enumerate(edges):
            at[start].append(number)
            at[end].append(number)
        taken = [self.up[node][column] for *_, node, column in edges]
        costs = [edge[2] if costly else 0 for edge in edges]
        while any(excess > 0 for excess in self.excess):
            distance, back = self._paths(edges, at, taken, costs, count)
            short = (node for node in range(self.size) if self.excess[node] < 0)
            ends = [(cost, node) for node in short if (cost := distance[node]) is not None]
            if not ends:
                raise NoSuchTableError
            _, node = min(ends)
            self.excess[node] += 1
            while back[node] >= 0:
                number = back[node]
                taken[number] ^= 1
                start, end = edges[number][:2]
                node = start if end == node else end
            self.excess[node] -= 1
        for up, (*_, node, column) in zip(taken, edges, strict=True):
            self.up[node][column] = up

    def _paths(
        self,
        edges: list[tuple[int, int, int, int, int]],
        at: list[list[int]],
        taken: list[int],
        costs: list[int],
        count: int,
    ) -> tuple[list[int | None], list[int]]:
        """Return the least cost at which each node is reached from one with too many, and by which edge."""
        distance: list[int | None] = [None] * count
        back = [-1] * count
        anyhow = not any(costs)  # then the first path is as good as any
        queue: deque[int] = deque()
        waiting = [False] * count
        for node in range(self.size):
            if self.excess[node] > 0:
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
                    if anyhow and there < self.size and self.excess[there] < 0:
                        return distance, back
                    if not waiting[there]:
                        waiting[there] = True
                        queue.append(there)
        return distance, back
