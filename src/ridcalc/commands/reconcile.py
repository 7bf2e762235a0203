"""`ridcalc reconcile`: which measures could make up a published figure, and is that the only way."""

import time
from collections.abc import Callable

from ridcalc.commands.shared import (
    Answer,
    Content,
    Request,
    allocation_of,
    check_names,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.reconcile import Question, reconcile
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Euros, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.views.reconciliation import reconciliation_table


def answer(request: Request, question: Question, limit: int, seconds: int) -> Answer:
    """Return every way in which the year's amounts make up the figure; of the base files unless a scenario is asked.

    The search ends after `limit` ways, and after so many seconds.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    unit = question.rounded_to
    if unit and nearest(question.target, unit) != question.target:
        message = say("{amount} is no multiple of {unit}", amount=Euros(question.target), unit=Euros(unit))
        hint = say("a figure that was rounded to it would be")
        refuse("amount-precision", message, hint, place="--rounded-to")
    loaded = load_for(request._replace(scenario=request.scenario or NO_SCENARIO))
    case = loaded.case
    check_names(case.budget, [question.participant] if question.participant else [], [question.year])
    allocation = allocation_of(loaded)
    if case.budget.settings.rounding.level == "total":  # the question is about measures, which pools do not have
        allocation = allocate(case.at_level("measure"), request.progress)
    found = reconcile(allocation, question, limit, _stopwatch(seconds, request.progress))
    content = Content(lambda: reconciliation_table(case, found), lambda: found)
    language = language_of(case.budget, request.language)
    return Answer(rendered(content, request, language), loaded.placed(allocation.warnings))


def _stopwatch(seconds: int, progress: Progress) -> Callable[[float], bool]:
    """Return a function that takes which part of the search is done, and tells whether its time is over."""
    end = time.monotonic() + seconds
    progress.begin(say("searching"), 1000)

    def expired(done: float) -> bool:
        progress.done = int(done * 1000)
        return time.monotonic() > end

    return expired
