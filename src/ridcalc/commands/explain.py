"""`ridcalc explain`: where one figure comes from."""

from collections.abc import Sequence

from ridcalc.commands.shared import (
    Answer,
    Content,
    Request,
    allocation_of,
    check_names,
    check_unit,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.analysis.explain import Explanation, explain
from ridcalc.core.values.problems import refuse, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.views.explanation import explanation_outline
from ridcalc.views.table import Outline


def answer(
    request: Request, participant: str, years: Sequence[int] = (), measure: str | None = None, unit: int = 0
) -> Answer:
    """Return the chain behind a participant's figures, down to document and cent, and how a table in units shows them.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, [participant], years)
    if measure is not None and measure not in budget.measures:
        message = say("there is no measure '{id}'", id=measure)
        hint = did_you_mean(measure, budget.measures)
        refuse("unknown-measure", message, hint, place=f"--measure {measure}")
    check_unit(budget, unit)
    allocation = allocation_of(loaded)
    explanation = explain(allocation, participant, tuple(years), measure)
    content = Content(lambda: _outline(explanation, unit), lambda: explanation)
    return Answer(rendered(content, request, language_of(budget, request.language)), loaded.placed(allocation.warnings))


def _outline(explanation: Explanation, unit: int) -> Outline:
    """Return the outline of an explanation, with how a table in whole units of so many cents (0: none) shows it."""
    if not unit:
        return explanation_outline(explanation)
    from ridcalc.views.rounded import in_units  # most figures are explained as booked

    return explanation_outline(explanation, in_units(explanation.allocation, "participant", unit))
