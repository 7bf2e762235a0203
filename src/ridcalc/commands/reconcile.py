"""`ridcalc reconcile`: the sets of measures whose sum is a published figure."""

import time
from collections.abc import Callable

from ridcalc.commands.shared import (
    Content,
    Outcome,
    Request,
    allocation_of,
    analysis,
    check_names,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.reconcile import Question, reconcile
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Euros, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.views.reconciliation import reconciliation_table


def run(request: Request, question: Question, limit: int, seconds: int) -> Outcome:
    """Return the sets of amounts of the year whose sum is the figure; of the base files if no scenario is requested.

    The search ends after `limit` solutions or after `seconds` seconds.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    unit = question.rounded_to
    if unit and nearest(question.target, unit) != question.target:
        message = say("{amount} is not a multiple of {unit}", amount=Euros(question.target), unit=Euros(unit))
        hint = say("a figure rounded to {unit} is a multiple of {unit}", unit=Euros(unit))
        refuse("amount-precision", message, hint, place="--rounded-to")
    loaded = load_for(request._replace(scenario=request.scenario or NO_SCENARIO))
    case = loaded.case
    check_names(case.budget, [question.participant] if question.participant else [], [question.year])
    allocation = allocation_of(loaded)
    if in_batches(case.budget.settings.rounding.level):  # batches have no amounts per measure
        allocation = allocate(case.at_level("measure"), request.progress)
    reconciliation = reconcile(allocation, question, limit, _stopwatch(seconds, request.progress))
    language = language_of(case.budget, request.language)
    warnings = loaded.placed(allocation.warnings)
    content = Content(
        lambda: reconciliation_table(case, reconciliation),
        lambda: analysis(reconciliation, loaded.digests(), warnings, language),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)


def _stopwatch(seconds: int, progress: Progress) -> Callable[[float], bool]:
    """Return a function that takes the fraction of the search done (0 to 1) and returns whether the time is up."""
    end = time.monotonic() + seconds
    progress.begin(say("searching"), 1000)

    def expired(done: float) -> bool:
        progress.done = int(done * 1000)
        return time.monotonic() > end

    return expired
