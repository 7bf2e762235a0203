"""What the answers share: loading and allocating, the language, and showing what was found in a format."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, assert_never

from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.money import canonical_euros
from ridcalc.core.values.problems import Euros, Message, Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.core.values.suggestions import suggestion_for
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.render.formats import TABLE, Format, LinesFormat, ResultFormat, Screen, ViewFormat
from ridcalc.views.table import Outline, Table

if TYPE_CHECKING:
    from ridcalc.render.results import Lines, Result


class Request(NamedTuple):
    """What every command that calculates is asked: which data, which scenario, and how to show the answer."""

    data: str
    progress: Progress
    """Where the run says how far it is."""
    scenario: str | None = None
    changes: Sequence[str] = ()
    """The `--set` texts."""
    language: str | None = None
    """None: the budget's own."""
    format: Format = TABLE
    screen: Screen | None = None
    """None: no terminal, and so plain text."""


class Answer(NamedTuple):
    """What a command has to say: texts for the reader, warnings, and whether it found what should not be."""

    texts: Iterable[str]
    warnings: Sequence[Problem] = ()
    failed: bool = False


def load_for(request: Request) -> Loaded:
    """Return the case that a request asks for.

    Raises:
        ProblemsFoundError: in the input.
    """
    return load(Folder(request.data, request.progress), request.scenario, request.changes)


def allocation_of(loaded: Loaded) -> Allocation:
    """Return the allocation of what was loaded.

    Raises:
        ProblemsFoundError: an amount that the rounding method cannot divide, with its place.
    """
    try:
        return allocate(loaded.case, loaded.progress)
    except ProblemsFoundError as found:
        raise ProblemsFoundError(loaded.placed(found.problems)) from None


def language_of(budget: Budget, asked: str | None) -> Language:
    """Return the language to show a budget in."""
    return Language(asked or budget.settings.language, budget.settings.currency)


def check_names(budget: Budget, participants: Iterable[str] = (), years: Iterable[int] = ()) -> None:
    """Refuse participants and years of the command line that the budget does not have.

    Raises:
        ProblemsFoundError: with each of them.
    """
    problems = [
        Problem(
            "unknown-participant",
            say("participant '{id}' is not in keys.yaml", id=name),
            _meant(budget, name),
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


def _meant(budget: Budget, name: str) -> Message | None:
    """Return the hint that gives the participant that was meant by a name: by its id, its full name, or all ids."""
    called = next((one for one, participant in budget.participants.items() if participant.name == name), None)
    if called is not None:
        return say("did you mean '{word}'?", word=called)
    return suggestion_for(name, budget.participants)


def check_unit(budget: Budget, unit: int) -> None:
    """Refuse a unit of a table (in cents; 0: none) that is finer than amounts are rounded to.

    Raises:
        ProblemsFoundError: it is.
    """
    least = budget.settings.rounding.unit
    if unit and unit < least:
        message = say(
            "a table in {unit} is finer than the amounts, which are rounded to {least}",
            unit=Euros(unit),
            least=Euros(least),
        )
        refuse("table-unit", message, place=f"--unit {canonical_euros(unit)}")


def changes_of_nothing(skipped: Sequence[Sequence[str]]) -> list[Problem]:
    """Return a problem for each change of a control that none of the loaded scenarios has."""
    everywhere = [text for text in (skipped[0] if skipped else ()) if all(text in one for one in skipped)]
    return [
        Problem("unknown-control", say("no scenario here has control '{id}'", id=text.split(".")[1]), place=Place(text))
        for text in everywhere
    ]


class Content(NamedTuple):
    """What a command found, for each kind of format that it offers; made only when that kind is asked for."""

    view: Callable[[], Table | Outline]
    result: "Callable[[], Result] | None" = None
    lines: "Callable[[], Lines] | None" = None


def rendered(content: Content, request: Request, language: Language) -> Iterable[str]:
    """Return the texts that show what a command found, in the format that is asked for.

    Raises:
        NotOfferedError: the command has nothing for that format.
    """
    asked = request.format
    match asked:
        case ViewFormat():
            return [asked.render(content.view(), language, request.screen)]
        case ResultFormat():
            if content.result is None:
                raise NotOfferedError(asked)
            return asked.render(content.result())
        case LinesFormat():
            if content.lines is None:
                raise NotOfferedError(asked)
            return asked.render(content.lines())
        case _:
            assert_never(asked)


class NotOfferedError(Exception):
    """A command is asked for a format that it does not offer: a defect, since its options do not list it."""

    def __init__(self, asked: Format) -> None:
        """Name the format."""
        super().__init__(f"this command has nothing to show as {asked.name}")
