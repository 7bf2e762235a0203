"""Functions that commands share: loading, allocating, checking options, and rendering in a format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple, assert_never

from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.money import canonical_euros
from ridcalc.core.values.problems import Euros, Message, Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.core.values.suggestions import did_you_mean, suggestion_for
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.render.formats import PAPER, TABLE, Format, LinesFormat, ResultFormat, Screen, ViewFormat
from ridcalc.views.table import Outline, Table

if TYPE_CHECKING:
    from ridcalc.core.analysis.compare import Comparison
    from ridcalc.core.analysis.explain import Explanation
    from ridcalc.core.analysis.reconcile import Reconciliation
    from ridcalc.render.results import Analysis, AnyLines, Result


class Request(NamedTuple):
    """The options that commands share: the data folder, the scenario, and the form of the output."""

    data: str
    """The path of the data folder."""
    progress: Progress
    """Updated during the run."""
    scenario: str | None = None
    """The id of a scenario; None for the default scenario."""
    changes: Sequence[str] = ()
    """The `--set` texts."""
    language: str | None = None
    """The code of the output language; None for the language of the budget."""
    format: Format = TABLE
    screen: Screen = PAPER
    """What text is rendered for."""


class Outcome(NamedTuple):
    """The outcome of a command: texts to write, warnings, and whether the exit status is 1."""

    texts: Iterable[str]
    warnings: Sequence[Problem] = ()
    failed: bool = False
    language: str | None = None
    """The code of the language of the texts; None without warnings."""


def load_for(request: Request, option: str = "--scenario") -> Loaded:
    """Return the case of a request; `option` is where the scenario is named.

    Raises:
        ProblemsFoundError: the files have problems.
    """
    return load(Folder(request.data, request.progress), request.scenario, request.changes, option=option)


_RECORD: ContextVar[dict[str, Allocation] | None] = ContextVar("record", default=None)
"""Where `allocation_of` puts each allocation by scenario; None: it keeps none."""


@contextmanager
def recorded() -> Iterator[dict[str, Allocation]]:
    """Give a mapping of scenario → allocation that is filled by the commands that run within the block."""
    record: dict[str, Allocation] = {}
    token = _RECORD.set(record)
    try:
        yield record
    finally:
        _RECORD.reset(token)


def allocation_of(loaded: Loaded) -> Allocation:
    """Return the allocation of a loaded case.

    Raises:
        ProblemsFoundError: amounts that the rounding method cannot divide, with their places.
    """
    try:
        allocation = allocate(loaded.case, loaded.progress)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(loaded.placed(error.problems)) from None
    record = _RECORD.get()
    if record is not None:
        record[loaded.case.scenario.id] = allocation
    return allocation


def language_of(budget: Budget, code: str | None) -> Language:
    """Return the language with this code, with the budget's currency; the budget's own language if `code` is None."""
    return Language(code or budget.settings.language, budget.settings.currency)


def check_names(budget: Budget, participants: Iterable[str] = (), years: Iterable[int] = ()) -> None:
    """Check that the budget has the participants and years of the command line.

    Raises:
        ProblemsFoundError: a problem for each unknown participant and year.
    """
    problems = [
        Problem(
            "unknown-participant",
            say("participant '{id}' is not in keys.yaml", id=name),
            _suggestion(budget, name),
            place=Place(name),
        )
        for name in participants
        if name not in budget.participants
    ]
    known = tuple(map(str, sorted(budget.settings.years)))
    problems += [
        Problem(
            "year-outside-budget",
            say("{year} is not one of the budget's years", year=str(year)),
            say("the budget's years are {years}", years=known),
            place=Place(str(year)),
        )
        for year in years
        if year not in budget.settings.years
    ]
    if problems:
        raise ProblemsFoundError(problems)


def _suggestion(budget: Budget, name: str) -> Message | None:
    """Return a hint for an unknown participant: the id of the participant with this name, a similar id, or all ids."""
    participant_id = next((key for key, participant in budget.participants.items() if participant.name == name), None)
    if participant_id is not None:
        return say("did you mean '{word}'?", word=participant_id)
    return suggestion_for(name, budget.participants)


def check_unit(budget: Budget, unit: int) -> None:
    """Check that the unit of a table, in cents (0: no unit), is at least the rounding unit of the budget.

    Raises:
        ProblemsFoundError: the unit is smaller.
    """
    least = budget.settings.rounding.unit
    if unit and unit < least:
        message = say(
            "a table in {unit} is finer than the amounts, which are rounded to {least}",
            unit=Euros(unit),
            least=Euros(least),
        )
        refuse("table-unit", message, place=f"--unit {canonical_euros(unit)}")


def check_driver(budget: Budget, driver: str) -> None:
    """Check that the budget has the driver of `--per`.

    Raises:
        ProblemsFoundError: it has no such driver.
    """
    if driver not in budget.drivers:
        message = say("there is no driver '{id}'", id=driver)
        refuse("unknown-driver", message, did_you_mean(driver, budget.drivers), place=f"--per {driver}")


def changes_of_nothing(skipped: Sequence[Sequence[str]]) -> list[Problem]:
    """Return a problem for each `--set` text about a control that no loaded scenario has.

    `skipped` holds, per scenario, the texts about controls that the scenario does not have.
    """
    everywhere = [text for text in (skipped[0] if skipped else ()) if all(text in texts for texts in skipped)]
    return [
        Problem(
            "unknown-control", say("none of the scenarios has control '{id}'", id=text.split(".")[1]), place=Place(text)
        )
        for text in everywhere
    ]


def analysis(
    found: "Comparison | Explanation | Reconciliation",
    inputs: tuple[tuple[str, str], ...],
    warnings: Sequence[Problem],
    language: Language,
) -> "Analysis":
    """Return what an analysis found as a result for other programs; `inputs` are the files with their SHA-256."""
    from ridcalc.render.results import Analysis  # not needed for a table

    return Analysis(found, inputs, warnings, language)


class Content(NamedTuple):
    """The content of an outcome, as a function per kind of format; None if the command does not offer the kind."""

    view: Callable[[], Table | Outline]
    result: "Callable[[], Result] | None" = None
    lines: "Callable[[], AnyLines] | None" = None


def rendered(content: Content, request: Request, language: Language) -> Iterable[str]:
    """Return the texts of the content in the requested format.

    Raises:
        NotOfferedError: the content has nothing for the kind of the format.
    """
    output = request.format
    match output:
        case ViewFormat():
            return [output.render(content.view(), language, request.screen)]
        case ResultFormat():
            if content.result is None:
                raise NotOfferedError(output)
            return output.render(content.result())
        case LinesFormat():
            if content.lines is None:
                raise NotOfferedError(output)
            return output.render(content.lines())
        case _:
            assert_never(output)


class NotOfferedError(Exception):
    """The command does not offer the requested format: a defect, since its options do not list the format."""

    def __init__(self, output: Format) -> None:
        """Make the message, with the name of the format."""
        super().__init__(f"this command has nothing to show as {output.name}")
