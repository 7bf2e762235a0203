"""`ridcalc explain`: where one figure comes from."""

from collections.abc import Sequence

from ridcalc.commands.shared import (
    Answer,
    Request,
    allocation_of,
    check_names,
    check_unit,
    language_of,
    load_for,
    shown,
)
from ridcalc.core.analysis.explain import explain
from ridcalc.core.values.problems import refuse, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.views.explanation import explanation_outline
from ridcalc.views.rounded import in_units


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
    warnings = loaded.placed(allocation.warnings)
    if request.form == "json":
        from ridcalc.render import json_analyses  # each run needs one renderer

        return Answer(json_analyses.explanation_to_json(explanation), warnings)
    table = in_units(allocation, "participant", unit) if unit else None
    outline = explanation_outline(explanation, table)
    return Answer([shown(outline, request, language_of(budget, request.language))], warnings)
