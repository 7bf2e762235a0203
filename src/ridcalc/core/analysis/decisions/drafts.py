"""Why an amendment is no more than a draft (CONCEPT): what it lacks, by name."""

from collections.abc import Iterator

from ridcalc.core.analysis.decisions.amendment import Block
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.values.problems import Euros, Message, say


def draft_reasons(decision: Decision, block: Block) -> Iterator[Message]:
    """Yield what the block of an organisation lacks: current estimates, bookings, coverage."""
    missing: dict[str, dict[str, None]] = {}
    unbooked: dict[str, None] = {}
    for row in block.accounts:
        fields = [name for name, value in (("programma", row.programma), ("taakveld", row.taakveld)) if value is None]
        unbooked.update(dict.fromkeys(fields))
        if row.before is None:
            account = " ".join(filter(None, (row.programma, row.taakveld)))
            missing.setdefault(account, {}).setdefault(str(row.year))
    for account, years in missing.items():
        if account:
            values = {"account": account, "years": tuple(sorted(years))}
            yield say("the current estimate of {account} is missing in {years}", **values)
    if unbooked:
        yield say("lines are booked without: {fields}", fields=tuple(unbooked))
    for result in block.result:
        cents = sum(decision.after.uncovered.get((str(block.organisation), result.year), {}).values())
        if cents > 0:
            yield say(
                "what covers {amount} in {year} is still to be decided", amount=Euros(cents), year=str(result.year)
            )
        elif cents:
            yield say(
                "what {amount} in {year} is for is still to be decided", amount=Euros(-cents), year=str(result.year)
            )
