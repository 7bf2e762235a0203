"""The first screen: what it costs, why, and what is to be decided."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.analysis.explain import explain
from ridcalc.core.values.problems import Euros, Message, Percentage, say
from ridcalc.views.report.calendar import meeting_sentence
from ridcalc.views.report.decided import decision_sentence
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Question, Section
from ridcalc.views.report.sentences import assumed_sentence, beside_sentence, listed, paid_and_back
from ridcalc.views.selected import pm_names, selected_assumptions, selected_divisions
from ridcalc.views.table import Label

_MOST_NAMED = 2
"""The most posts that the answer names."""


class _Post(NamedTuple):
    """What an amount is for: a measure, or all that a key divides at once."""

    section: Literal["measures", "keys"]
    name: str


def section(material: Material) -> Section:
    """Return the answer in one sentence, and the three questions of a council."""
    cost = cost_sentence(material)
    assumptions = len(selected_assumptions(material.allocation, material.selection))
    posts = pm_names(material.allocation, material.selection)
    questions = (
        Question(
            say("What does it cost us?") if material.participant else say("What does it cost?"),
            (cost, *beside_sentence(posts), *assumed_sentence(assumptions)),
        ),
        Question(say("Why?"), tuple(_why(material))),
        Question(say("What do we decide?"), (decision_sentence(material), *meeting_sentence(material))),
    )
    return Section("answer", say("In short"), questions=questions)


def cost_sentence(material: Material) -> Message:
    """Return what the participant pays or gets back, or all together, by year."""
    totals = material.totals(material.participant)
    paid, back = paid_and_back(totals)
    if paid is not None:
        return _paid_sentence(material, paid, back)
    if back is not None:
        return back_sentence(material, back)
    unknown = any(total.pm for total in totals.values())
    values = {"name": material.subject, "years": listed([str(year) for year in totals])}
    if material.participant is None:
        if unknown:
            return say("What {name} costs is not known yet.", **values)
        return say("Together the participants pay nothing in {years}.", **values)
    if unknown:
        return say("What {name} pays is not known yet.", **values)
    return say("{name} pays nothing in {years}.", **values)


def _paid_sentence(material: Material, paid: Label, back: Label | None) -> Message:
    """Return what the participant pays, or all together, and what comes back in other years."""
    values = {"name": material.subject, "amounts": paid}
    if material.participant is None:
        if back is not None:
            return say("Together the participants pay {amounts}, and get back {back}.", **values, back=back)
        return say("Together the participants pay {amounts}.", **values)
    if back is not None:
        return say("{name} pays {amounts}, and gets back {back}.", **values, back=back)
    return say("{name} pays {amounts}.", **values)


def back_sentence(material: Material, amounts: Label) -> Message:
    """Return what comes back to the participant, or to all together."""
    if material.participant is None:
        return say("Together the participants get back {amounts}.", amounts=amounts)
    return say("{name} gets back {amounts}.", name=material.subject, amounts=amounts)


def _why(material: Material) -> Iterator[Label]:
    """Yield what the amount of the main year is for, by which key and share."""
    year = material.main_year
    total, amounts = material.totals(material.participant)[year], _posts(material, year)
    largest = _largest(amounts, 1 if total.amount > 0 else -1)
    if total.amount:
        yield _posts_sentence(material, largest, back=total.amount < 0, all_named=len(largest) == len(amounts))
    elif amounts:
        yield say("In {year} expense and income are equal.", year=str(year))
    else:
        yield say("No amount is known yet.") if total.pm else say("There is nothing to pay.")
    if not any(post.section == "keys" for post in largest):
        yield from _batch_sentence(material, year)
    yield from share_sentence(material, year)


def _largest(amounts: Mapping[_Post, int], sign: int) -> dict[_Post, int]:
    """Return the largest posts with this sign, with their cents without it, from the largest on."""
    alike = {post: abs(cents) for post, cents in amounts.items() if cents * sign > 0}
    return dict(sorted(alike.items(), key=lambda one: -one[1])[:_MOST_NAMED])


def _posts_sentence(material: Material, largest: Mapping[_Post, int], *, back: bool, all_named: bool) -> Message:
    """Return the largest posts of what is paid, or of what comes back; and whether these are all."""
    named = [say("{measure} ({amount})", measure=_named(material, one), amount=Euros(largest[one])) for one in largest]
    values = {"year": str(material.main_year), "posts": listed(named)}
    if back:
        return say("In {year} it comes back by {posts}.", **values)
    if all_named:
        return say("In {year} it is for {posts}.", **values)
    if len(largest) == 1:
        return say("The largest post in {year} is {posts}.", **values)
    return say("The largest posts in {year} are {posts}.", **values)


def _named(material: Material, post: _Post) -> Label:
    """Return the name of a measure, or words for what a key divides at once."""
    name = material.budget.names.of(post.section, post.name)
    return name if post.section == "measures" else say("what key '{key}' divides", key=name)


def _posts(material: Material, year: int) -> dict[_Post, int]:
    """Return post → the cents of the participant, or of all together, in a year; without zeros.

    What a participant pays of a batch is of no single measure: it counts for the key.
    """
    posts: dict[_Post, int] = {}
    if material.participant is None:
        for amount in material.allocation.amounts:
            if amount.period.year == year:
                post = _Post("measures", amount.measure)
                posts[post] = posts.get(post, 0) + (amount.cents or 0)
    else:
        for division in selected_divisions(material.allocation, material.selection):
            if division.period.year == year:
                in_batch = division.measure is None
                post = _Post("keys", _key_of(division)) if in_batch else _Post("measures", str(division.measure))
                posts[post] = posts.get(post, 0) + division.part_of(material.participant)
    return {post: cents for post, cents in posts.items() if cents}


def _key_of(division: Division) -> str:
    """Return the id of the key that divides a batch."""
    return str(division.plan.stages[0].key)


def keys_sentence(material: Material, year: int) -> Iterator[Message]:
    """Yield by which keys the costs of all together are divided in a year, if these are few."""
    if material.participant is not None:
        return
    divisions = [one for one in material.allocation.divisions if one.period.year == year and one.plan.stages]
    keys = dict.fromkeys(one.plan.stages[0].key for one in divisions)
    if None not in keys and 0 < len(keys) <= _MOST_NAMED:
        names = [material.budget.names.of("keys", str(name)) for name in keys]
        yield say("The costs are divided by {keys}.", keys=listed(names))


def _batch_sentence(material: Material, year: int) -> Iterator[Label]:
    """Yield by which keys the amounts that are divided together are divided in a year."""
    divisions = [one for one in selected_divisions(material.allocation, material.selection) if one.period.year == year]
    batches = [one for one in divisions if one.measure is None]
    keys = dict.fromkeys(_key_of(one) for one in batches)
    if not keys:
        return
    named = listed([material.budget.names.of("keys", name) for name in keys])
    words: Label = named if len(keys) <= _MOST_NAMED else say("{count} keys", count=len(keys))
    if len(batches) == len(divisions):
        yield say("In {year} the costs together are divided by {keys}.", year=str(year), keys=words)
    else:
        yield say("In {year} a part of the costs is divided at once, by {keys}.", year=str(year), keys=words)


def share_sentence(material: Material, year: int) -> Iterator[Message]:
    """Yield which share a participant has by which keys in a year, if one share holds for all its amounts."""
    if material.participant is None:
        return
    figures = explain(material.allocation, material.participant, (year,)).figures
    known = [figure for figure in figures if any(origin.part is not None for origin in figure.origins)]
    shares = {figure.one_share.share if figure.one_share else None for figure in known}
    keys = {
        step.stage.key
        for figure in known
        for origin in figure.origins
        for chain in origin.chains
        for step in chain
        if step.stage.key is not None
    }
    share = next(iter(shares), None)
    if len(shares) == 1 and share is not None and keys:
        names = [material.budget.names.of("keys", name) for name in material.budget.keys if name in keys]
        yield say(
            "The share of {name} is {share}, by {keys}.",
            name=material.subject,
            share=Percentage(share),
            keys=listed(names),
        )
