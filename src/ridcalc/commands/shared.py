"""What the answers share: loading and allocating, the language, and the renderer that a form or a terminal asks for."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.money import plain_euros
from ridcalc.core.values.problems import Euros, Message, Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Work
from ridcalc.core.values.suggestions import meant_or_known
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.views.table import Outline, Table

Form = Literal["table", "json", "csv", "markdown"]


class Screen(NamedTuple):
    """The terminal that is written to: its width in columns, and whether it shows colour."""

    width: int
    colour: bool


class Request(NamedTuple):
    """What every command that calculates is asked: which data, which scenario, and how to show the answer."""

    data: str
    scenario: str | None = None
    changes: Sequence[str] = ()
    """The `--set` texts."""
    language: str | None = None
    """None: the budget's own."""
    form: Form = "table"
    screen: Screen | None = None
    """None: no terminal, and so plain text."""
    work: Work = Work()  # nobody looks at this one
    """Where the run says how far it is."""


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
    return load(Folder(request.data, request.work), request.scenario, request.changes)


def allocation_of(loaded: Loaded) -> Allocation:
    """Return the allocation of what was loaded.

    Raises:
        ProblemsFoundError: an amount that the rounding method cannot divide, with its place.
    """
    try:
        return allocate(loaded.case, loaded.work)
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
    return meant_or_known(name, budget.participants)


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
        refuse("table-unit", message, place=f"--unit {plain_euros(unit)}")


def changes_of_nothing(skipped: Sequence[Sequence[str]]) -> list[Problem]:
    """Return a problem for each change of a control that none of the loaded scenarios has."""
    everywhere = [text for text in (skipped[0] if skipped else ()) if all(text in one for one in skipped)]
    return [
        Problem("unknown-control", say("no scenario here has control '{id}'", id=text.split(".")[1]), place=Place(text))
        for text in everywhere
    ]


def shown(what: Table | Outline, request: Request, language: Language) -> str:
    """Return a table or an outline as the text that a form, or the terminal, asks for."""
    if request.form == "markdown":
        from ridcalc.render import markdown  # each run needs one renderer

        return markdown.render(what, language)
    if request.screen is not None:
        from ridcalc.render import terminal  # the same; rich is costly

        return terminal.render(what, language, width=request.screen.width, colour=request.screen.colour)
    from ridcalc.render import text  # the same

    return text.render(what, language)
