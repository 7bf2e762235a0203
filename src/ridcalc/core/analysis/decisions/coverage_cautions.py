"""Warnings about what pays for a municipality's contribution in the state after a decision."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.budget.covering import Taking, pays_once
from ridcalc.core.budget.types import NATURES
from ridcalc.core.values.problems import Euros, Path, Problem, say


def coverage_cautions(decision: Decision, municipality: str) -> Iterator[Problem]:
    """Yield the warnings about the coverage of a municipality, year by year."""
    for year in decision.after.allocation.years:
        takings = decision.after.takings.get((municipality, year), [])
        yield from _structural(decision, municipality, year, takings)
        yield from _too_much(decision, municipality, year, takings)
    yield from _uncovered(decision, municipality)


def _path(decision: Decision, municipality: str, year: int, position: int, field: str) -> Path:
    """Return the path of a field of an entry; of a single entry the year itself is its place."""
    is_list = isinstance(decision.after.budget.participants[municipality].coverage.get(year), tuple)
    at: Path = (position,) if is_list else ()
    return ("participants", municipality, "coverage", str(year), *at, field)


def _structural(decision: Decision, municipality: str, year: int, takings: Sequence[Taking]) -> Iterator[Problem]:
    """Yield a warning where a source that pays once pays structural expense, and where that is the unforeseen item."""
    budget = decision.after.budget
    for position, taking in enumerate(takings):
        cents = taking.cents["structural"]
        if not cents or not pays_once(budget, taking.entry):
            continue
        values = {"id": municipality, "amount": Euros(cents), "year": str(year)}
        path = _path(decision, municipality, year, position, "source")
        yield Problem(
            "structural-covered-by-incidental",
            say(
                "{amount} of the structural contribution of '{id}' in {year} is paid from a source that pays once",
                **values,
            ),
            say("structural costs need structural coverage: saldo, existing, or a reserve with structural: true"),
            path,
        )
        if taking.entry.source == "unforeseen":
            yield Problem(
                "unforeseen-structural",
                say("the unforeseen item pays {amount} of the structural contribution of '{id}' in {year}", **values),
                say("give the entry nature: incidental, and cover the structural part another way"),
                path,
            )


def _too_much(decision: Decision, municipality: str, year: int, takings: Sequence[Taking]) -> Iterator[Problem]:
    """Yield a warning for an amount above what is left, and for an entry for which earlier ones leave nothing."""
    for position, taking in enumerate(takings):
        amount = taking.entry.amount
        if amount is not None and amount > taking.offered:
            yield Problem(
                "coverage-too-much",
                say(
                    "{amount} is more than the {left} that is left to cover for '{id}' in {year}",
                    amount=Euros(amount),
                    left=Euros(taking.offered),
                    id=municipality,
                    year=str(year),
                ),
                say("the source pays {left}; without amount it pays all that is left", left=Euros(taking.offered)),
                _path(decision, municipality, year, position, "amount"),
            )
        elif taking.exhausted:
            yield Problem(
                "coverage-twice",
                say(
                    "this part of the contribution of '{id}' in {year} is covered already",
                    id=municipality,
                    year=str(year),
                ),
                say("give the source above it an amount or a nature, or take this one away"),
                _path(decision, municipality, year, position, "source"),
            )


def _uncovered(decision: Decision, municipality: str) -> Iterator[Problem]:
    """Yield a warning with the years and natures of the contribution that no source pays."""
    for nature in NATURES:
        found = {
            year: cents
            for year in decision.after.allocation.years
            if (cents := decision.after.uncovered.get((municipality, year), {}).get(nature, 0))
        }
        if found:
            parts = tuple(
                say("{amount} in {year}", amount=Euros(cents), year=str(year)) for year, cents in found.items()
            )
            words = (
                say("nothing covers the incidental contribution of '{id}': {parts}", id=municipality, parts=parts)
                if nature == "incidental"
                else say("nothing covers the structural contribution of '{id}': {parts}", id=municipality, parts=parts)
            )
            hint = say("write under coverage what pays, or source: saldo")
            yield Problem("uncovered", words, hint, ("participants", municipality, "coverage"))
