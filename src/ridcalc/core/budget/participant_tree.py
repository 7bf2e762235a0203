"""The participants as a tree: partnerships and their members, in the order in which keys.yaml declares them."""

from functools import cached_property

from ridcalc.core.budget.model import Budget


class Tree:
    """Parents, members, order and depth of a budget's participants. Tolerates what the checks refuse."""

    def __init__(self, budget: Budget) -> None:
        """Read the tree off the participants; of two parents the first counts, and a cycle is left open."""
        self.ids = tuple(budget.participants)
        self.order = {participant: index for index, participant in enumerate(self.ids)}
        self.members: dict[str, tuple[str, ...]] = {
            name: participant.members for name, participant in budget.participants.items() if participant.members
        }
        self.parent: dict[str, str] = {}
        self.municipalities = tuple(participant for participant in self.ids if participant not in self.members)
        """The participants that have no members, in declared order."""
        for name, members in self.members.items():
            for member in members:
                self.parent.setdefault(member, name)

    def ancestors(self, participant: str) -> list[str]:
        """Return the partnerships above a participant, the nearest first; stops where a cycle closes."""
        above: list[str] = []
        seen = {participant}
        while (parent := self.parent.get(participant)) is not None and parent not in seen:
            seen.add(parent)
            above.append(parent)
            participant = parent
        return above

    @cached_property
    def top_down(self) -> list[str]:
        """Every participant after its partnership; equal depth in declared order. For a tree without cycles only."""
        ordered: list[str] = []
        level = [one for one in self.ids if one not in self.parent]
        while level:
            ordered += sorted(level, key=self.order.__getitem__)
            level = [member for one in level for member in self.members.get(one, ())]
        return ordered

    def shown_order(self) -> list[tuple[str, int]]:
        """Return every participant with its depth, members directly below their partnership."""
        rows: list[tuple[str, int]] = []
        stack = [(participant, 0) for participant in reversed(self.ids) if participant not in self.parent]
        while stack:
            participant, depth = stack.pop()
            rows.append((participant, depth))
            members = sorted(self.members.get(participant, ()), key=self.order.__getitem__, reverse=True)
            stack.extend((member, depth + 1) for member in members)
        return rows
