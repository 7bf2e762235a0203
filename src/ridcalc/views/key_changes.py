"""What changes the weights of a key or the counts of a driver with time, in sentences that can be checked by hand."""

from collections.abc import Iterator
from fractions import Fraction

from ridcalc.core.allocation.result import Division
from ridcalc.core.allocation.steps import Step
from ridcalc.core.budget.model import Case
from ridcalc.core.keys.counts import Counts, Term
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.joins import NEVER, part_of_year
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import Euros, Message, Number, say
from ridcalc.views.notes import name_of
from ridcalc.views.table import Branch


def days_of(division: Division) -> Iterator[Branch]:
    """Yield the line of the days of a version, if an amount is divided over versions first."""
    amount = division.amounts[0]
    if division.measure is None or division.span == amount.period:
        return
    days, total = -division.span.minus_days, -amount.period.minus_days
    if amount.cents is None or division.amount is None:
        yield Branch(say("{days} of the {total} days of {period}", days=days, total=total, period=amount.period.text))
        return
    yield Branch(
        say(
            "{days} of the {total} days of {period}: {whole} × {days}/{total} = {part}",
            days=days,
            total=total,
            period=amount.period.text,
            whole=Euros(amount.cents),
            part=Euros(division.amount),
        )
    )


def days_of_stage(division: Division, step: Step) -> Iterator[Branch]:
    """Yield the line of the days for which a partnership divides its part by a version of its key."""
    stage = step.stage
    if stage.days and stage.parent is not None:
        yield Branch(
            say(
                "{days} of {total} days: {whole} × {days}/{total} = {part}",
                days=stage.days[stage.piece],
                total=sum(stage.days),
                whole=Euros(division.parts[stage.parent]),
                part=Euros(step.whole),
            )
        )


def changes_of(case: Case, counts: Counts, version: Version, participant: str) -> Iterator[Branch]:
    """Yield who joins a key version, whose counts count for a successor, and the terms of a participant's count."""
    definition = definition_of(case.budget.keys[version.key], version)
    year = version.year or NEVER
    for name, join in definition.joins.items():
        part = part_of_year(join, year)
        if part < 1:
            joins = say("{name} joins on {date}", name=name_of(case, name), date=join.date.isoformat())
            in_year = say("{joins}: its weight counts for {part} in {year}", joins=joins, part=part, year=str(year))
            yield Branch(in_year if part else joins)
    if version.driver is None or version.reference_year is None:
        return
    for name in counts.mergers.named(definition.among or (), year):
        for other in counts.mergers.into(name, year):
            yield Branch(
                say(
                    "{name} has the counts of {other}, which is part of it since {year}",
                    name=name_of(case, name),
                    other=name_of(case, other),
                    year=str(counts.mergers.until[other] + 1),
                )
            )
    if case.budget.drivers[version.driver].terms and participant not in counts.members:
        terms = tuple(counts.terms(version.driver, version.reference_year, participant, year))
        yield Branch(_terms(case, version.driver, terms, participant))


def _terms(case: Case, driver: str, terms: tuple[Term, ...], participant: str) -> Message:
    """Return the sentence of a count that follows from other drivers: each average times its number, and the sum."""
    years = case.budget.drivers[driver].average
    parts = tuple(_term(case, term, years) for term in terms)
    total = Number(sum((term.units for term in terms), start=Fraction(0)))
    name = name_of(case, participant)
    return say("{name} has {total}, together {terms}", name=name, total=total, terms=parts)


def _term(case: Case, term: Term, years: int) -> Message:
    """Return a term in words; the number by which it is multiplied is left out if it is 1."""
    name = case.budget.names.of("drivers", term.driver)
    counted = say("{driver} {value}", driver=name, value=Number(term.average))
    if years > 1:
        average = Number(term.average)
        counted = say("{driver}, on average of {years} years {value}", driver=name, years=years, value=average)
    if term.number != 1:
        counted = say("{counted} × {number}", counted=counted, number=Number(term.number))
    if term.average * term.number == term.units:
        return counted if term.number == 1 else say("{counted} = {value}", counted=counted, value=Number(term.units))
    return say("{counted}, rounded {value}", counted=counted, value=Number(term.units))
