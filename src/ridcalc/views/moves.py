"""What moved between two allocations, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.moves import Move, moves
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.notes import money_text
from ridcalc.views.table import money

_SHOWN_AT_MOST = 5
"""The most participants that the sentence of a year names."""


def move_lines(before: Mapping[str, Allocation], after: Mapping[str, Allocation]) -> Iterator[Message]:
    """Yield a sentence per scenario and year in which a total moved; one sentence if none did.

    `before` and `after` hold scenario → allocation; a scenario that only one of them has is passed over.
    """
    moved = False
    for scenario, allocation in after.items():
        if scenario in before:
            for year, found in groupby(moves(before[scenario], allocation), key=lambda move: move.year):
                moved = True
                line = say("{year}: {moves}", year=str(year), moves=tuple(_texts(allocation, found)))
                line = line if len(after) == 1 else say("{id}, {name}", id=scenario, name=line)
                yield say("since the last save, {text}", text=line)
    if not moved:
        yield say("since the last save no total has changed")


def _texts(allocation: Allocation, found: Iterable[Move]) -> Iterator[Message | str]:
    """Yield the total, and the participants that moved, the first five and how many more there are."""
    own: list[Message] = []
    for move in found:
        if move.participant is None:
            before, after = money_text(money(move.before)), money_text(money(move.after))
            yield say("total from {a} to {b}", a=before, b=after)
        else:
            own.append(_text(allocation, move.participant, move))
    yield from own[:_SHOWN_AT_MOST]
    if len(own) > _SHOWN_AT_MOST:
        yield f"+ {len(own) - _SHOWN_AT_MOST}"


def _text(allocation: Allocation, participant: str, move: Move) -> Message:
    """Return the name of a participant with its difference; with the totals if its number of PM posts differs too."""
    budget = allocation.case.budget
    name = budget.names.of("participants", participant) if participant in budget.participants else participant
    if move.before.pm != move.after.pm:
        return say(
            "{name} from {a} to {b}", name=name, a=money_text(money(move.before)), b=money_text(money(move.after))
        )
    sentence = say("{name} + {amount}") if move.difference > 0 else say("{name} - {amount}")
    return say(sentence.template, name=name, amount=Euros(abs(move.difference)))
