"""Outlines of an explanation: the amounts, keys and steps behind a figure, in words."""

from collections.abc import Iterator

from ridcalc.core.allocation.methods import method_of
from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.allocation.steps import Step, steps_of
from ridcalc.core.analysis.blends import BlendPart
from ridcalc.core.analysis.explain import ExplainedFigure, Explanation, Origin
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.model import Case
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Stage, Version
from ridcalc.core.values.problems import Euros, Message, Number, say
from ridcalc.views.chains import Chains, origin_of, sources
from ridcalc.views.figures import CellKey, RoundedTable, in_whole_units
from ridcalc.views.key_changes import changes_of, days_of, days_of_stage
from ridcalc.views.notes import NATURE_NAMES, facts, money_text, name_of
from ridcalc.views.table import Branch, Outline, Section, money
from ridcalc.views.words import shown_shares

_DETAILED_AT_MOST = 6
"""The most amounts of an explanation that are shown with their sources, keys and steps, unless that is asked for."""


def explanation_outline(explanation: Explanation, table: RoundedTable | None = None, *, notes: bool = False) -> Outline:
    """Return the outline of a participant's figures: total, measures, sources, keys, stages and cents.

    Of many amounts of all measures together each has one line, unless `notes` asks for everything. If `table` is given,
    which is in whole units, the foot gives the rounded amount of each figure.
    """
    case = explanation.allocation.case
    count = sum(len(figure.origins) for figure in explanation.figures)
    brief = not notes and explanation.measure is None and count > _DETAILED_AT_MOST
    chains = Chains(explanation)
    branches = tuple(_figure(chains, figure, brief=brief) for figure in explanation.figures)
    fact_labels = list(facts(case))
    measure = explanation.measure
    if measure is not None:
        name = case.budget.names.of("measures", measure)
        if measure not in case.measures:
            fact_labels.append(say("the scenario leaves out {measure}", measure=name))
        else:
            fact_labels.append(
                say("only what comes from {measure}; the totals are those of all measures", measure=name)
            )
            if any(origin.division.measure is None for figure in explanation.figures for origin in figure.origins):
                fact_labels.append(say("a batch is divided at once: its amount is of all its measures"))
    if not branches:
        nothing = say("nothing falls to this participant")
        branches = (Branch(nothing if measure is None else say("nothing of this measure falls to this participant")),)
    foot = (_in_units(explanation, table),) if table else ()
    if brief:
        more = say("--measure NAME shows the document, key and cents of one measure, --notes those of all")
        foot = (*foot, Section(say("More"), (("", more),)))
    return Outline(name_of(case, explanation.participant), tuple(fact_labels), branches, foot)


def _in_units(explanation: Explanation, table: RoundedTable) -> Section:
    """Return the section with the rounded amount of each figure, and its nearest unit if that is another amount."""
    lines = []
    for figure in explanation.figures:
        rounded = table.figures[CellKey(explanation.participant, figure.year, figure.nature)]
        line = say(
            "{year}, {nature}: {exact} is shown as {shown}",
            year=str(figure.year),
            nature=NATURE_NAMES[figure.nature],
            exact=money_text(money(figure.total)),
            shown=money_text(in_whole_units(figure.total, rounded)),
        )
        if rounded.moved(table.unit):
            nearest_unit = Euros(nearest(rounded.exact, table.unit))
            line = say("{text}, not as {nearest}, so that the table adds up", text=line, nearest=nearest_unit)
        lines.append(("", line))
    return Section(say("Rounded to {unit}", unit=Euros(table.unit)), tuple(lines))


def _figure(chains: Chains, figure: ExplainedFigure, *, brief: bool) -> Branch:
    label = say(
        "{year}, {nature}: {total}",
        year=str(figure.year),
        nature=NATURE_NAMES[figure.nature],
        total=money_text(money(figure.total)),
    )
    case = chains.case
    origins = (_line(case, origin) if brief else _origin(chains, origin) for origin in figure.origins)
    return Branch(label, (*_together(figure), *origins))


def _together(figure: ExplainedFigure) -> Iterator[Branch]:
    """Yield the known amounts together times the share, if one share holds for all, and whether parts are rounded."""
    one = figure.one_share
    if one is None:
        return
    exact = one.whole * one.share
    if exact == one.part:
        yield Branch(
            say("together {whole} × {share} = {part}", whole=Euros(one.whole), share=one.share, part=Euros(one.part))
        )
    else:
        yield Branch(
            say(
                "together {whole} × {share} = {exact} euro; each amount is rounded by itself, which comes to {part}",
                whole=Euros(one.whole),
                share=one.share,
                exact=Number(exact / 100),
                part=Euros(one.part),
            )
        )


def _line(case: Case, origin: Origin) -> Branch:
    """Return the line of an amount: the participant's part, the whole, and what it is for."""
    what = _dividend(case, origin.division)
    if origin.part is None or origin.division.amount is None:
        return Branch(say("{part} from {what}", part=say("PM"), what=what))
    whole = Euros(origin.division.amount)
    return Branch(say("{part} of {whole} from {what}", part=Euros(origin.part), whole=whole, what=what))


def _origin(chains: Chains, origin: Origin) -> Branch:
    case, division = chains.case, origin.division
    part = say("PM") if origin.part is None else Euros(origin.part)
    return Branch(
        say("{part} from {what}", part=part, what=_dividend(case, division)),
        (
            *days_of(division),
            *sources(chains, division),
            *_stages(chains, origin),
        ),
    )


def _dividend(case: Case, division: Division) -> Message:
    """Return the name of the amount that is divided: its measure and period, or the measures of a batch."""
    if division.measure is None:
        measures = tuple(dict.fromkeys(case.budget.names.of("measures", measure) for measure in division.measures))
        return say("the batch of {measures}", measures=measures)
    name = case.budget.names.of("measures", division.measure)
    return say("{measure}, {period}", measure=name, period=division.period.text)


def _stages(chains: Chains, origin: Origin) -> Iterator[Branch]:
    """Yield the steps by which an amount reaches the participant; for PM, the shares only."""
    shown: set[tuple[str, Stage]] = set()
    for chain in origin.chains:
        for step in chain:
            if (step.participant, step.stage) not in shown:  # by days, several parts have a stage above in common
                shown.add((step.participant, step.stage))
                yield _step(chains, origin.division, step)
    if not origin.chains or not origin.chains[0]:
        for slot in origin.slots:
            yield from _shares(chains.explanation, origin.division, slot)


def _shares(explanation: Explanation, division: Division, slot: int) -> Iterator[Branch]:
    """Yield the stages by which a PM post reaches a slot, the first stage first."""
    case, plan = explanation.allocation.case, division.plan
    number, position = plan.reached_by[slot]
    stage = plan.stages[number]
    if stage.parent is not None:
        yield from _shares(explanation, division, stage.parent)
    if stage.key is None:
        name = name_of(case, plan.participants[slot])
        yield Branch(say("given by the measure: {part} for {participant}", part=say("PM"), participant=name))
        return
    label = say(
        "by key {key}: {share} for {participant}",
        key=_key_name(case, stage),
        share=shown_shares(stage)[position],
        participant=name_of(case, plan.participants[slot]),
    )
    yield Branch(label, tuple(_key(explanation, division, stage, plan.participants[slot])))


def _step(chains: Chains, division: Division, step: Step) -> Branch:
    explanation, case = chains.explanation, chains.case
    if step.stage.amounts is not None:
        from ridcalc.views.batch_explanation import batch_part  # few budgets have keys with amounts

        label = say(
            "by key {key}: {part} for {participant}",
            key=_key_name(case, step.stage),
            part=Euros(step.part),
            participant=name_of(case, step.participant),
        )
        key = _key(explanation, division, step.stage, step.participant)
        return Branch(label, (*key, *batch_part(chains, division, step)))
    if step.share is None:
        return Branch(chains.given(division, step))
    label = say(
        "by key {key}: {taken} for {participant}",
        key=_key_name(case, step.stage),
        taken=say("{whole} × {share} = {part}", whole=Euros(step.whole), share=step.share, part=Euros(step.part)),
        participant=name_of(case, step.participant),
    )
    key = _key(explanation, division, step.stage, step.participant)
    return Branch(label, (*days_of_stage(division, step), *key, *_rounding(explanation, division, step)))


def _key_name(case: Case, stage: Stage) -> str:
    return case.budget.names.of("keys", str(stage.key))


def _key(explanation: Explanation, division: Division, stage: Stage, participant: str) -> Iterator[Branch]:
    """Yield the basis of a key: its source and assumption, its version, driver values, and the keys that it blends."""
    if stage.key is None:
        return
    yield from _version(explanation, stage.versions[0], participant)
    for part in explanation.blend(division, stage, participant):
        yield _blended(explanation, part, participant)


def _version(explanation: Explanation, version: Version, participant: str) -> Iterator[Branch]:
    """Yield the start of a version, the sources and assumptions of its key and itself, its driver and its changes."""
    allocation = explanation.allocation
    key = allocation.case.budget.keys[version.key]
    if version.since is not None:
        yield Branch(say("version in force from {period}", period=version.since.text))
    yield from origin_of(allocation.case, key)
    if version.since is not None:
        yield from origin_of(allocation.case, definition_of(key, version))
    yield from _facts(allocation, version, participant)
    yield from changes_of(allocation.case, explanation.book.counts, version, participant)


def _blended(explanation: Explanation, part: BlendPart, participant: str) -> Branch:
    """Return the branch of a blended key: its percentage, what it gives, its basis, and the keys that it blends."""
    key = explanation.allocation.case.budget.names.of("keys", part.version.key)
    if part.whole is None or part.gives is None:
        label = say("{blended} by key {key}: {share}", blended=part.blended, key=key, share=part.share)
    else:
        label = say(
            "{blended} by key {key}: {whole} × {share} = {gives} euro",
            blended=part.blended,
            key=key,
            whole=Number(part.whole / 100),
            share=part.share,
            gives=Number(part.gives / 100),
        )
    closed = (Branch(say("this key blends other keys; they are not taken apart again")),) if part.closed else ()
    below = (_blended(explanation, other, participant) for other in part.below)
    return Branch(label, (*_version(explanation, part.version, participant), *below, *closed))


def _facts(allocation: Allocation, version: Version, participant: str) -> Iterator[Branch]:
    """Yield the fact that a key of this kind states about a version: for a driver, the value of each participant."""
    case = allocation.case
    kind = kind_of(definition_of(case.budget.keys[version.key], version))
    values = allocation.driver_values.get(version, {})
    fact = kind.explain(version, case.budget, values, participant, lambda name: name_of(case, name))
    if fact is not None:
        yield Branch(fact.label, tuple(origin_of(case, fact.origin)))


def _rounding(explanation: Explanation, division: Division, step: Step) -> Iterator[Branch]:
    """Yield the exact value if it was rounded, with the participants that got the odd units and the reason."""
    case = explanation.allocation.case
    if step.shifted == 0:
        yield Branch(say("exact, nothing to round"))
        return
    exact = say("exactly {exact} euro", exact=Number(step.exact / 100))
    steps = list(steps_of(division, step.stage))
    explain = method_of(case.budget.settings.rounding.method).explain
    yield Branch(explain(exact, step, steps, division.unit, lambda participant: name_of(case, participant)))
