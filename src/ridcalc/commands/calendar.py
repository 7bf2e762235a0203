"""`ridcalc calendar`: by when each organisation does what for a decision."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.commands.shared import Content, Outcome, Request, allocation_of, language_of, rendered
from ridcalc.core.analysis.calendar.calendar import Calendar, calendar_of
from ridcalc.core.analysis.calendar.cautions import cautions_of
from ridcalc.core.budget.document import Node
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, each_once, say
from ridcalc.core.values.suggestions import suggestion_for
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.views.calendar import calendar_table

if TYPE_CHECKING:
    from ridcalc.render.results import CalendarLines, CalendarResult


class Found(NamedTuple):
    """The calendar of a stage, with the files of the states after and before it."""

    calendar: Calendar
    loaded: Loaded
    before: Loaded | None

    def digests(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the SHA-256 of each file that was read, each once."""
        both = (self.loaded, self.before)
        return tuple(dict.fromkeys(digest for one in both if one is not None for digest in one.digests()))

    def warnings(self) -> list[Problem]:
        """Return the warnings about the dates, with their places."""
        return self.loaded.placed(cautions_of(self.calendar))


def run(request: Request, stage: str | None) -> Outcome:
    """Return the calendar of a stage (None: the last one with dates) in the requested format.

    Raises:
        ProblemsFoundError: the files have problems, or there is no such stage with dates.
    """
    folder = Folder(request.data, request.progress)
    found = found_for(folder, stage, request.changes)
    language = language_of(found.loaded.case.budget, request.language)
    warnings = found.warnings()
    content = Content(
        lambda: calendar_table(found.calendar),
        lambda: _result(found, warnings, language),
        lambda: _lines(found.calendar, language),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)


def _result(found: Found, warnings: Sequence[Problem], language: Language) -> "CalendarResult":
    from ridcalc.render.results import CalendarResult  # not needed for a table

    return CalendarResult(found.calendar, found.digests(), warnings, language)


def _lines(calendar: Calendar, language: Language) -> "CalendarLines":
    from ridcalc.render.results import CalendarLines  # not needed for a table

    return CalendarLines(calendar, language)


def found_for(folder: Folder, stage: str | None, changes: Sequence[str]) -> Found:
    """Return the calendar of a stage; without one, of the last stage with dates.

    Raises:
        ProblemsFoundError: the files have problems, or there is no such stage with dates.
    """
    name = _stage_asked(folder, stage)
    loaded = load(folder, _scenario_of(folder, name), changes)
    return _found(folder, loaded, name)


def _found(folder: Folder, loaded: Loaded, stage: str) -> Found:
    """Return the calendar of a stage of a loaded case.

    Raises:
        ProblemsFoundError: the files of the stage before it have problems.
    """
    since = scenario_before(loaded.case.budget, stage)
    before = load(folder, since) if since is not None else None
    earlier = allocation_of(before) if before is not None else None
    return Found(calendar_of(earlier, allocation_of(loaded), stage), loaded, before)


def _names_in(folder: Folder, section: str) -> Mapping[str, object]:
    """Return the entries of a section of measures.yaml as they are written; none if it cannot be read."""
    node, _ = folder.read("measures.yaml")
    entries = node.get(section) if node is not None else None
    return entries if isinstance(entries, Node) else {}


def _stage_asked(folder: Folder, stage: str | None) -> str:
    """Return the stage that is asked for, or the last one with dates.

    Raises:
        ProblemsFoundError: there is no such stage, or it has no dates.
    """
    stages, dated = _names_in(folder, "stages"), _names_in(folder, "decisions")
    with_dates = [name for name in stages if name in dated]
    if stage in with_dates or (stage is None and with_dates):
        return stage or with_dates[-1]
    load(folder)  # reports files that cannot be read, and dates of stages that do not exist
    raise ProblemsFoundError([_without_dates(folder, stage, tuple(stages))])


def _without_dates(folder: Folder, stage: str | None, stages: Sequence[str]) -> Problem:
    """Return the problem of a stage that does not exist or has no dates; of None: that no stage has any."""
    if stage is None:
        message = say("no stage has dates")
        hint = say("write them in measures.yaml, under decisions, with the id of a stage")
        return Problem("stage-without-dates", message, hint, place=Place(folder.file("measures.yaml")))
    place = Place(f"--stage {stage}")
    if stage in stages:
        message = say("stage '{id}' has no dates", id=stage)
        hint = say("write them in measures.yaml, under decisions, with the same id")
        return Problem("stage-without-dates", message, hint, place=place)
    message = say("there is no stage '{id}'", id=stage)
    suggestion = suggestion_for(stage, stages) or say("measures.yaml lists the decisions under stages")
    return Problem("unknown-stage", message, suggestion, place=place)


def _scenario_of(folder: Folder, stage: str) -> str | None:
    """Return the scenario of a stage; None if it cannot be read, which loading the files reports."""
    entry = _names_in(folder, "stages").get(stage)
    scenario = entry.get("scenario") if isinstance(entry, Node) else None
    return scenario if isinstance(scenario, str) else None


def scenario_before(budget: Budget, stage: str) -> str | None:
    """Return the scenario of the stage before this one; None for the first, which is counted from nothing."""
    names = list(budget.stages)
    position = names.index(stage)
    return budget.stages[names[position - 1]].scenario if position else None


def cautions_of_stages(folder: Folder, cases: Mapping[str, Loaded]) -> Sequence[Problem]:
    """Return the warnings about the dates of each stage; `cases` holds the scenarios that have no problem."""
    warnings: list[Problem] = []
    for loaded in cases.values():
        budget = loaded.case.budget
        for stage in budget.decisions:
            if budget.stages[stage].scenario == loaded.case.scenario.id:
                warnings += _found(folder, loaded, stage).warnings()
    return each_once(warnings)
