"""The explanation of a part of a batch: what each step of a key with amounts gave a participant, in words."""

from collections.abc import Iterator
from fractions import Fraction

from ridcalc.core.allocation.result import Division
from ridcalc.core.allocation.steps import Step
from ridcalc.core.analysis.explain import Explanation
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.stage_amounts import tariff_units
from ridcalc.core.values.problems import Euros, Exact, Message, Number, say
from ridcalc.views.batch_notes import batch_of, bound_words
from ridcalc.views.chains import Chains
from ridcalc.views.table import Branch


def batch_part(chains: Chains, division: Division, step: Step) -> Iterator[Branch]:
    """Yield a line for each step of a key that gave a participant something, and what the cents rest on."""
    taken = step.stage.amounts.taken[_position(division, step)] if step.stage.amounts else None
    nothing = () if taken is None else ((taken.step, 0),)
    for name, cents in step.by_step or nothing:
        yield Branch(_given(chains.explanation, division, step, name, cents))
    if step.shifted:
        yield Branch(_rounded(division, step, by_itself=taken is not None))
    posts = chains.pm_beside.get(batch_of(division))
    if posts:
        yield Branch(say("PM beside this batch, which will move all its parts: {names}", names=posts))


def _rounded(division: Division, step: Step, *, by_itself: bool) -> Message:
    """Return how a part is rounded: to the nearest if it is taken `by_itself`, or so that all parts add up."""
    exact = Number(step.exact / 100)
    if by_itself:
        return say("exactly {exact} euro, rounded to the nearest {unit}", exact=exact, unit=Euros(division.unit))
    if step.stage.amounts is not None and step.stage.amounts.bounded:
        return say("exactly {exact} euro, rounded by largest remainder within the bounds", exact=exact)
    return say("exactly {exact} euro, rounded by largest remainder", exact=exact)


def _given(explanation: Explanation, division: Division, step: Step, name: PartStepName, cents: int) -> Message:
    """Return the sentence about what one step gave."""
    match name:
        case "fixed":
            return say("fixed amount {amount}", amount=Euros(cents))
        case "tariff":
            return _tariff(explanation, division, step, cents)
        case "leaves":
            return _leaving(explanation, division, step, cents)
        case "base":
            return say("base {amount}", amount=Euros(cents))
        case "share":
            whole, stage = division.shared(step.stage) or 0, step.stage
            share = Fraction(stage.weights[_position(division, step)], stage.total)
            return say("in proportion: {whole} × {share} = {part}", whole=Euros(whole), share=share, part=Euros(cents))
        case "bounds":
            words = bound_words(explanation.allocation.case, division, step.stage, _position(division, step))
            return words or say("bounds of others: {amount}", amount=Euros(cents))


def _position(division: Division, step: Step) -> int:
    """Return the position of the participant of a step in its stage."""
    (slot,) = (slot for slot in step.stage.slots if division.plan.participants[slot] == step.participant)
    return step.stage.slots.index(slot)


def _tariff(explanation: Explanation, division: Division, step: Step, cents: int) -> Message:
    """Return the units × the price × the factor of a tariff, and what these come to."""
    budget = explanation.allocation.case.budget
    version = step.stage.versions[0]
    tariff = (definition_of(budget.keys[version.key], version).tariff or {})[step.participant]
    units = tariff_units(tariff, step.participant, division.period.year, explanation.book.counts)
    text = say("tariff: {units} × {price} euro", units=Exact(units), price=Exact(tariff.price))
    if tariff.driver is not None:
        driver = budget.names.of("drivers", tariff.driver)
        text = say(
            "tariff: {units} ({driver}) × {price} euro", units=Exact(units), driver=driver, price=Exact(tariff.price)
        )
    if tariff.factor != 1:
        text = say("{text} × {factor}", text=text, factor=Exact(tariff.factor))
    return say("{calculation} = {amount}", calculation=text, amount=Euros(cents))


def _leaving(explanation: Explanation, division: Division, step: Step, cents: int) -> Message:
    """Return the part of the last contribution that a leaver pays in the year."""
    version = step.stage.versions[0]
    definition = definition_of(explanation.allocation.case.budget.keys[version.key], version)
    leaving = (definition.leaves or {})[step.participant]
    year = division.period.year
    if year > max(leaving.path):
        return say(
            "leaving: the path ends in {last}, so nothing in {year}", last=str(max(leaving.path)), year=str(year)
        )
    share = leaving.path.get(year, Fraction(0))
    text = say("leaving: last contribution {last} × {share}", last=Euros(leaving.last), share=share)
    return say("{calculation} = {amount}", calculation=text, amount=Euros(cents))
