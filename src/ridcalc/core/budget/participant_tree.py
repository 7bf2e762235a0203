"""The tree of participants: partnerships and their members, in the order of keys.yaml."""

from collections.abc import Collection
from functools import cached_property

from ridcalc.core.budget.model import Budget


class Tree:
    """Parents, members, order and depth of a budget's participants. Also works for a budget with problems."""

    def __init__(self, budget: Budget) -> None:
        """Read the tree from the budget. A member of two partnerships belongs to the first; cycles are allowed."""
        self.ids = tuple(budget.participants)
        self.order = {participant: index for index, participant in enumerate(self.ids)}
        self.members: dict[str, tuple[str, ...]] = {
            name: participant.members for name, participant in budget.participants.items() if participant.members
        }
        self.parent: dict[str, str] = {}
        self.municipalities = tuple(participant for participant in self.ids if participant not in self.members)
        """The participants without members, in declared order."""
        for name, members in self.members.items():
            for member in members:
                self.parent.setdefault(member, name)

    def ancestors(self, participant: str) -> list[str]:
        """Return the ids of the partnerships above a participant, the nearest first, each once even in a cycle."""
        partnerships: list[str] = []
        seen = {participant}
        while (parent := self.parent.get(participant)) is not None and parent not in seen:
            seen.add(parent)
            partnerships.append(parent)
            participant = parent
        return partnerships

    def first_below_another(self, names: Collection[str]) -> tuple[str, str] | None:
        """Return the first of `names` in declared order with a partnership above it in `names`, and the partnership."""
        for name in sorted((name for name in names if name in self.order), key=self.order.__getitem__):
            partnership = next((ancestor for ancestor in self.ancestors(name) if ancestor in names), None)
            if partnership is not None:
                return name, partnership
        return None

    @cached_property
    def top_down(self) -> list[str]:
        """All ids level by level, each level in declared order. The tree must have no cycles."""
        ordered: list[str] = []
        level = [participant for participant in self.ids if participant not in self.parent]
        while level:
            ordered += sorted(level, key=self.order.__getitem__)
            level = [member for participant in level for member in self.members.get(participant, ())]
        return ordered

    def shown_order(self) -> list[tuple[str, int]]:
        """Return every participant's id and depth (0 at the top), in the order of a table: members follow at once."""
        rows: list[tuple[str, int]] = []
        stack = [(participant, 0) for participant in reversed(self.ids) if participant not in self.parent]
        while stack:
            participant, depth = stack.pop()
            rows.append((participant, depth))
            members = sorted(self.members.get(participant, ()), key=self.order.__getitem__, reverse=True)
            stack.extend((member, depth + 1) for member in members)
        return rows
