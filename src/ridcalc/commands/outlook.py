"""`ridcalc outlook`: what a decision means for the years to come."""

from ridcalc.commands.amend import Asked, check_organisation, found_for
from ridcalc.commands.shared import Content, Outcome, Request, check_unit, language_of, rendered
from ridcalc.core.analysis.decisions.amendment import amend
from ridcalc.core.analysis.outlook.cautions import outlook_cautions
from ridcalc.core.analysis.outlook.outlook import look_ahead
from ridcalc.render.results import OutlookLines, OutlookResult
from ridcalc.views.outlook import OutlookView, outlook_table


def run(request: Request, asked: Asked, participant: str | None, view: OutlookView) -> Outcome:
    """Return the outlook in the requested format; with `participant` that of this participant alone.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit them.
    """
    found = found_for(request, asked, passed=True)
    budget = found.loaded.case.budget
    check_organisation(budget, participant)
    check_unit(budget, view.unit)
    outlook = look_ahead(found.decision, participant)
    amendment = amend(found.decision)
    warnings = [*found.without_block(participant, amendment), *found.placed(outlook_cautions(amendment))]
    language = language_of(budget, request.language)
    content = Content(
        lambda: outlook_table(outlook, view),
        lambda: OutlookResult(outlook, found.digests(), warnings, language),
        lambda: OutlookLines(outlook, language),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)
