"""Sums of divisions under keys of the caller's choice, such as a year and nature: of rounded parts, never rounded."""

from collections.abc import Hashable, Iterable

from ridcalc.core.result import Division, Total
from ridcalc.core.tree import Tree

NOTHING = Total(0, 0, assumed=False)


class Sums:
    """What each participant, and all together, have under each key.

    A partnership's sum is that of its members, however they were reached. It rests on an assumption when its own lines
    do, or those of members whom a key names directly; the key by which it divides its own amount does not touch it.
    """

    def __init__(self, tree: Tree, divisions: Iterable[tuple[Hashable, Division]]) -> None:
        """Add up the divisions under the key that each comes with."""
        self._tree = tree
        self._groups: dict[Hashable, _Group] = {}
        for key, division in divisions:
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = _Group()
            group.add(division, tree)
        for group in self._groups.values():
            group.sum_members(tree)

    def of(self, participant: str, key: Hashable) -> Total | None:
        """Return a participant's sum under a key: None if nothing was added under it, zero if nothing reached them."""
        group = self._groups.get(key)
        return None if group is None else group.total(participant)

    def whole(self, key: Hashable) -> Total | None:
        """Return the sum of all participants together under a key, None if nothing was added under it."""
        group = self._groups.get(key)
        return None if group is None else Total(group.whole, len(group.whole_pm), group.whole_assumed)

    def reaches(self, participant: str, key: Hashable) -> bool:
        """Tell whether anything under a key reaches a participant, be it with a zero share."""
        group = self._groups.get(key)
        return group is not None and participant in group.amounts


class _Group:
    def __init__(self) -> None:
        self.whole = 0
        self.whole_pm: set[str] = set()
        self.whole_assumed = False
        self.amounts: dict[str, int] = {}
        self.pm: dict[str, set[str]] = {}
        self.assumed: set[str] = set()
        self._marked: set[tuple[int, bool]] = set()

    def add(self, division: Division, tree: Tree) -> None:
        plan = division.plan
        self.mark(division, tree)
        if division.amount is None:
            measure = str(division.measure)
            self.whole_pm.add(measure)
            for participant in plan.participants:
                for one in (participant, *tree.ancestors(participant)):
                    self.pm.setdefault(one, set()).add(measure)
            return
        self.whole += division.amount
        amounts = self.amounts
        for participant, part in zip(plan.participants, division.parts, strict=True):
            amounts[participant] += part

    def mark(self, division: Division, tree: Tree) -> None:
        """Note whom a division reaches and whose sum it makes rest on an assumption; once per plan."""
        plan = division.plan
        if (id(plan), division.assumed) in self._marked:
            return
        self._marked.add((id(plan), division.assumed))
        for participant, reached_by, assumed in zip(plan.participants, plan.reached_by, plan.assumed, strict=True):
            above = tree.ancestors(participant)
            for one in (participant, *above):
                self.amounts.setdefault(one, 0)
            if assumed or division.assumed:
                self.assumed.update((participant, *(above if reached_by[0] == 0 else ())))
        self.whole_assumed = self.whole_assumed or division.assumed or plan.stages[0].assumed

    def sum_members(self, tree: Tree) -> None:
        """Set each partnership's amount to the sum of its members', the deepest first."""
        for participant in reversed(tree.top_down):
            members = tree.members.get(participant)
            if members and participant in self.amounts:
                self.amounts[participant] = sum(self.amounts.get(member, 0) for member in members)

    def total(self, participant: str) -> Total:
        if participant not in self.amounts:
            return NOTHING
        return Total(self.amounts[participant], len(self.pm.get(participant, ())), participant in self.assumed)
