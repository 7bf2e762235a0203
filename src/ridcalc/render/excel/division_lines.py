"""The rows of the sheet Division as values: amounts and counts of PM posts by participant, of a measure and year."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import DivisionRow


class DivisionLine:
    """A row of the sheet: amounts and counts of PM posts by participant; the key None is the total."""

    def __init__(self, layout: Layout, group: DivisionRow) -> None:
        """Take the divisions of a measure, or of a batch, in a year."""
        self.layout = layout
        self.group = group
        self.tree = layout.allocation.tree
        self.first = layout.divisions[group.divisions[0]]
        self.assumed = any(layout.divisions[index].assumed for index in group.divisions)
        self.parts = {participant: _Part(layout, group, participant) for participant in layout.participants}

    @cached_property
    def tops(self) -> list[str]:
        """The participants that are not members of a partnership, in the order of the columns."""
        return [participant for participant in self.layout.participants if participant not in self.tree.parent]

    @cached_property
    def reached(self) -> dict[str, bool]:
        """Whether the measure reaches a participant: the participant itself, or one of its members."""
        reached: dict[str, bool] = {}
        for participant in reversed(self.layout.participants):  # members stand below their partnership
            members = self.tree.members.get(participant)
            reached[participant] = (
                self.parts[participant].reached if members is None else any(reached[member] for member in members)
            )
        return reached

    @cached_property
    def cents(self) -> dict[str | None, int | None]:
        """The amount in cents, by participant; None where no amount is known."""
        cents: dict[str | None, int | None] = {}
        for participant in reversed(self.layout.participants):
            members = self.tree.members.get(participant)
            cents[participant] = (
                self.parts[participant].cents if members is None else _sum(cents[member] for member in members)
            )
        return cents | {None: _sum(cents[participant] for participant in self.tops)}

    @cached_property
    def unknown(self) -> dict[str | None, int]:
        """The count of PM posts, by participant: 1 if the year's amount leaves out a PM post, else 0."""
        unknown: dict[str | None, int] = {}
        for participant in reversed(self.layout.participants):
            members = self.tree.members.get(participant, ())
            unknown[participant] = max(
                [unknown[member] for member in members] or [int(self.parts[participant].unknown)]
            )
        return unknown | {None: max(unknown[participant] for participant in self.tops)}

    def below(self, participant: str | None) -> Sequence[str]:
        """Return the members of a partnership, or (None) the participants in the total; empty for a municipality."""
        return self.tops if participant is None else self.tree.members.get(participant, ())


class _Part:
    """A participant's part of a group: its first row in the trace, and the sum of its amounts in cents."""

    def __init__(self, layout: Layout, group: DivisionRow, participant: str) -> None:
        """Find the participant in the divisions of the group."""
        slots = [
            (index, slot)
            for index in group.divisions
            for slot, name in enumerate(layout.divisions[index].plan.participants)
            if name == participant
        ]
        rows = [layout.first_rows[index] + slot for index, slot in slots]
        self.reached = bool(slots)
        divisions = [(layout.divisions[index], slot) for index, slot in slots]
        self.cents = _sum(division.parts[slot] if division.parts else None for division, slot in divisions)
        self.unknown = any(
            layout.divisions[index].amount is None and not _counted(layout, index, slot) for index, slot in slots
        )
        self.first = rows[0] if rows else 0


def _counted(layout: Layout, position: int, slot: int) -> bool:
    """Return whether an earlier PM post of the same measure, year and payment counts for a participant."""
    division = layout.divisions[position]
    participant = division.plan.participants[slot]
    payment = layout.numbers.payment_of(division, slot)
    for earlier in layout.unknown_posts.get((division.measure, division.period.year), ()):
        other = layout.divisions[earlier]
        slots = other.plan.slots.get(participant, ()) if earlier < position else ()
        if any(
            other.plan.participants[slot] == participant and layout.numbers.payment_of(other, slot) == payment
            for slot in slots
        ):
            return True
    return False


def _sum(amounts: Iterator[int | None]) -> int | None:
    """Return the sum of the known amounts in cents, or None if no amount is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
