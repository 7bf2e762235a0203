"""The rounding of one column of the overview to thousands, in formulas: a year in which one nature has amounts.

A figure is rounded down, and some get one more (docs/rounding.md). A partnership stands for the member that would get
its next unit: what that member has left over decides whether the partnership gets one. Ties go to municipalities before
partnerships, as in the tables of `allocate`. Both natures together add up in two directions, for which there is no
formula.
"""

from collections.abc import Iterator, Mapping

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import At, Cells
from ridcalc.views.rounded import THOUSAND, ParticipantRows

_MOST_SIBLINGS = 100
"""Members of a partnership, or participants in the total, up to which the formulas are short enough."""


def follows(allocation: Allocation) -> bool:
    """Return whether figures can follow a change: few participants side by side, and no partnerships in others."""
    tree = allocation.tree
    few = all(
        len(siblings) <= _MOST_SIBLINGS for siblings in (siblings_below(allocation, None), *tree.members.values())
    )
    return few and not any(name in tree.parent for name in tree.members)


def siblings_below(allocation: Allocation, participant: str | None) -> tuple[str, ...]:
    """Return the members of a partnership, or (None) the participants in the total; empty for a municipality."""
    tree = allocation.tree
    if participant is None:
        return tuple(name for name in tree.ids if name not in tree.parent)
    return tree.members.get(participant, ())


class RoundedColumn:
    """The rounding of a year's amounts of one nature: values, and formulas for the rows of a block."""

    def __init__(self, allocation: Allocation, year: int, exact: Mapping[str | None, int]) -> None:
        """Round the amounts, in cents, by participant (None: the total)."""
        self._allocation = allocation
        self._year = year
        tree = allocation.tree
        self._order = {name: number for number, name in enumerate(ParticipantRows(tree).names)}
        self._down = {name: cents // THOUSAND for name, cents in exact.items()}
        self._rest: dict[str | None, int] = {}
        self._rank: dict[str | None, int] = {}
        self._more: dict[str | None, int] = {None: nearest(exact[None], THOUSAND) // THOUSAND - self._below_down(None)}
        for name in reversed(tree.top_down):
            self._rest[name] = exact[name] % THOUSAND
            members = self._ranked(name)
            if members and self._rest[name]:
                next_one = self._down[name] - self._below_down(name) + 1
                self._rest[name] = sum(self._rest[member] for member in members if self._rank[member] == next_one)
        self._give(None, self._more[None])
        for name in tree.top_down:
            self._give(name, self._more[name] + self._down[name] - self._below_down(name))

    def _ranked(self, name: str | None) -> tuple[str, ...]:
        """Rank the participants below a participant; return them."""
        members = siblings_below(self._allocation, name)
        for member in members:
            self._rank[member] = 1 + sum(self._goes_before(other, member) for other in members)
        return members

    def _give(self, name: str | None, left: int) -> None:
        """Give the first `left` participants below a participant one more each."""
        for member in self._ranked(name) if name is None else siblings_below(self._allocation, name):
            self._more[member] = int(self._rank[member] <= left)

    def _below_down(self, name: str | None) -> int:
        return sum(self._down[member] for member in siblings_below(self._allocation, name))

    def _goes_before(self, other: str, name: str) -> bool:
        difference = self._rest[other] - self._rest[name]
        return difference > 0 or (difference == 0 and self._order[other] < self._order[name])

    def cells(self, name: str, exact: str, rows: Mapping[str | None, At]) -> Cells:
        """Return the helping cells of a participant; `exact` is the reference to its amount in euros, or PM."""
        cents = f'IF({exact}="PM",0,ROUND({exact}*100,0))'
        at, members = rows[name], siblings_below(self._allocation, name)
        rest = f"{cents}-{THOUSAND}*{self._ref(at, 'down')}"
        if members:
            next_one = f"({self._ref(at, 'down')}-{self._sum_below(name, rows)}+1)"
            of_next = "+".join(
                f"IF({self._ref(rows[member], 'rank')}={next_one},{self._ref(rows[member], 'rest')},0)"
                for member in members
            )
            rest = f"IF({rest}=0,0,{of_next})"
        return {
            ("down", self._year): Cell(self._down[name], "small", f"INT({cents}/{THOUSAND})"),
            ("rest", self._year): Cell(self._rest[name], "small", rest),
            ("rank", self._year): Cell(self._rank[name], "small", self._rank_formula(name, rows)),
            ("more", self._year): Cell(self._more[name], "small", self._more_formula(name, rows)),
        } | self._left_below(name, rows)

    def _left_below(self, name: str, rows: Mapping[str | None, At]) -> Cells:
        """Return the cell of a partnership with the number of members that get one more; nothing for others."""
        if not siblings_below(self._allocation, name):
            return {}
        at = rows[name]
        formula = f"{self._ref(at, 'down')}+{self._ref(at, 'more')}-{self._sum_below(name, rows)}"
        value = self._down[name] + self._more[name] - self._below_down(name)
        return {("left", self._year): Cell(value, "small", formula)}

    def total_cell(self, exact: str, rows: Mapping[str | None, At]) -> Cell:
        """Return the cell of the total with the number of participants in it that get one more."""
        whole = f'IF({exact}="PM",0,ROUND(ROUND({exact}*100,0)/{THOUSAND},0))'
        return Cell(self._more[None], "small", f"{whole}-{self._sum_below(None, rows)}")

    def figure(self, at: At) -> str:
        """Return the formula of a municipality's figure."""
        return f"{self._ref(at, 'down')}+{self._ref(at, 'more')}"

    def _rank_formula(self, name: str, rows: Mapping[str | None, At]) -> str:
        """Return the formula of a participant's place in the order of the largest rests, from 1.

        Among municipalities it is the same formula for all. A partnership's rest depends on the ranks of its members,
        so that a range over both would run in a circle.
        """
        tree = self._allocation.tree
        beside = siblings_below(self._allocation, tree.parent.get(name))
        if any(participant in tree.members for participant in beside):
            return "+".join(("1", *self._before(name, rows)))
        name_of_column, own = ("rest", self._year), self._ref(rows[name], "rest")
        ends = sorted((rows[participant] for participant in beside), key=lambda at: at.row)
        first, last = ends[0].pinned(name_of_column), ends[-1].pinned(name_of_column)
        return f"SUMPRODUCT((({first}:{last}-{own})>0)*1)+SUMPRODUCT((({first}:{own}-{own})=0)*1)"

    def _before(self, name: str, rows: Mapping[str | None, At]) -> Iterator[str]:
        """Yield for each other participant beside a participant the formula that holds if it goes first."""
        own = self._ref(rows[name], "rest")
        for other in siblings_below(self._allocation, self._allocation.tree.parent.get(name)):
            if other != name:
                sign = ">=" if self._order[other] < self._order[name] else ">"
                yield f"({self._ref(rows[other], 'rest')}{sign}{own})"

    def _more_formula(self, name: str, rows: Mapping[str | None, At]) -> str:
        left = rows[self._allocation.tree.parent.get(name)].pinned(("left", self._year))
        return f"IF({self._ref(rows[name], 'rank')}<={left},1,0)"

    def _sum_below(self, name: str | None, rows: Mapping[str | None, At]) -> str:
        members = sorted((rows[member] for member in siblings_below(self._allocation, name)), key=lambda at: at.row)
        cells = [self._ref(at, "down") for at in members]
        together = members[-1].row - members[0].row == len(members) - 1
        return f"SUM({cells[0]}:{cells[-1]})" if together else f"SUM({','.join(cells)})"

    def _ref(self, at: At, name: str) -> str:
        return at[name, self._year]
