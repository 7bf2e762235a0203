"""`ridcalc explain`: the origin of a participant's figures."""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.commands.shared import (
    Content,
    Outcome,
    Request,
    allocation_of,
    analysis,
    check_names,
    check_unit,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.analysis.explain import Explanation, explain
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import refuse, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.views.explanation import explanation_outline
from ridcalc.views.table import Outline


class Asked(NamedTuple):
    """The figures that are explained."""

    participant: str
    years: Sequence[int] = ()
    """Empty: all years."""
    measure: str | None = None
    """The only measure whose amounts are given; None: all measures."""


def run(request: Request, asked: Asked, unit: int = 0, *, notes: bool = False) -> Outcome:
    """Return how a participant's figures follow from the measures, keys and documents.

    With a `unit` in cents (0: no unit), the figures of the table in whole units are explained too. `notes` asks for the
    document, key and cents of every amount.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    participant, years, measure = asked
    loaded = load_for(request)
    budget = loaded.case.budget
    _check_order(budget, participant)
    check_names(budget, [participant], years)
    if measure is not None and measure not in budget.measures:
        message = say("there is no measure '{id}'", id=measure)
        hint = did_you_mean(measure, budget.measures)
        refuse("unknown-measure", message, hint, place=f"--measure {measure}")
    check_unit(budget, unit)
    allocation = allocation_of(loaded)
    explanation = explain(allocation, participant, tuple(years), measure)
    language = language_of(budget, request.language)
    warnings = loaded.placed(allocation.warnings)
    content = Content(
        lambda: _outline(explanation, unit, notes=notes),
        lambda: analysis(explanation, loaded.digests(), warnings, language),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)


def _check_order(budget: Budget, participant: str) -> None:
    """Check that a year of the budget does not stand in the place of the participant.

    Raises:
        ProblemsFoundError: it does.
    """
    if participant in map(str, budget.settings.years) and participant not in budget.participants:
        message = say("'{year}' is a year, and stands where the participant is expected", year=participant)
        command = f"ridcalc explain {next(iter(budget.participants))} {participant}"
        refuse(
            "unknown-participant",
            message,
            say("write the participant first: {command}", command=command),
            place=participant,
        )


def _outline(explanation: Explanation, unit: int, *, notes: bool) -> Outline:
    """Return the outline of an explanation; with a `unit` in cents (0: no unit) also of the rounded figures."""
    if not unit:
        return explanation_outline(explanation, notes=notes)
    from ridcalc.views.rounded import natures_in_units  # not needed without --unit

    return explanation_outline(explanation, natures_in_units(explanation.allocation, unit), notes=notes)
