"""What each command answers: from its options to the texts that it shows. Prints nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocate import allocate
from ridcalc.core.problems import Place, Problem, ProblemsFoundError, did_you_mean, say
from ridcalc.core.result import Allocation
from ridcalc.folder import Folder
from ridcalc.loader import NO_SCENARIO, Loaded, load
from ridcalc.notes import check_section
from ridcalc.render.language import Language
from ridcalc.tables import View, allocation_table

Form = Literal["table", "json", "csv", "markdown"]


class Screen(NamedTuple):
    """The terminal that is written to: its width in columns, and whether it shows colour."""

    width: int
    colour: bool


class Request(NamedTuple):
    """What `allocate` is asked to show, and how."""

    view: View
    form: Form = "table"
    csv_dialect: Literal["plain", "nl"] = "plain"
    language: str | None = None
    """None: the budget's own."""
    screen: Screen | None = None
    """None: no terminal, and so plain text."""


class Answer(NamedTuple):
    """What a command has to say: texts for the reader, warnings, and whether it found what should not be."""

    texts: Iterable[str]
    warnings: list[Problem]
    failed: bool = False


def show_allocation(data: str, scenario: str | None, settings: Sequence[str], request: Request) -> Answer:
    """Return who pays what, in the form that is asked for.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    loaded = load(Folder(data), scenario, settings)
    _check_view(loaded, request)
    allocation = _allocated(loaded)
    language = _language(loaded, request.language)
    return Answer(_texts(loaded, allocation, request, language), loaded.placed(allocation.warnings))


def _allocated(loaded: Loaded) -> Allocation:
    try:
        return allocate(loaded.case)
    except ProblemsFoundError as found:
        raise ProblemsFoundError(loaded.placed(found.problems)) from None


def _language(loaded: Loaded, asked: str | None) -> Language:
    settings = loaded.case.budget.settings
    return Language(asked or settings.language, settings.currency)


def _check_view(loaded: Loaded, request: Request) -> None:
    """Refuse participants and years that the budget does not have, and tables that its rounding level cannot give."""
    budget, view = loaded.case.budget, request.view
    problems = [
        Problem(
            "unknown-participant",
            say("participant '{id}' is not in keys.yaml", id=name),
            did_you_mean(name, budget.participants),
            place=Place(f"--participant {name}"),
        )
        for name in view.participants
        if name not in budget.participants
    ]
    known = tuple(map(str, sorted(budget.settings.years)))
    problems += [
        Problem(
            "year-outside-budget",
            say("{year} is not one of the budget's years", year=str(year)),
            say("the budget's years are {years}", years=known),
            place=Place(f"--year {year}"),
        )
        for year in view.years
        if year not in budget.settings.years
    ]
    if budget.settings.rounding.level == "total" and view.by != "participant" and request.form in {"table", "markdown"}:
        message = say("with level: total there are no amounts per measure or period")
        problems.append(
            Problem(
                "level-total",
                message,
                say("leave --by out, or round at level: measure"),
                place=Place(f"--by {view.by}"),
            )
        )
    if problems:
        raise ProblemsFoundError(problems)


def _texts(loaded: Loaded, allocation: Allocation, request: Request, language: Language) -> Iterable[str]:
    if request.form in {"json", "csv"}:
        return _machine_texts(loaded, allocation, request, language)
    table = allocation_table(allocation, request.view)
    if request.form == "markdown":
        from ridcalc.render import markdown  # each run needs one renderer

        return [markdown.render(table, language)]
    if request.screen is not None:
        from ridcalc.render import terminal  # the same; rich is costly

        return [terminal.render(table, language, width=request.screen.width, colour=request.screen.colour)]
    from ridcalc.render import plain  # the same

    return [plain.render(table, language)]


def _machine_texts(loaded: Loaded, allocation: Allocation, request: Request, language: Language) -> Iterator[str]:
    from ridcalc.render import machine  # each run needs one renderer

    chosen = machine.Filter(request.view.years, request.view.participants)
    if request.form == "csv":
        return machine.to_csv(allocation, chosen, dialect=request.csv_dialect)
    inputs = tuple((name, hashlib.sha256(source.content).hexdigest()) for name, source in loaded.sources.items())
    return machine.to_json(allocation, machine.Provenance(inputs), language, chosen)


def show_check(data: str, scenario: str | None, settings: Sequence[str], asked: str | None) -> Answer:
    """Return the outcome of every control, of every scenario or of the one asked for; failed if one is missed.

    Raises:
        ProblemsFoundError: every problem of the files and all scenarios, each once.
    """
    folder = Folder(data)
    names = [scenario] if scenario is not None else [NO_SCENARIO, *folder.scenario_ids()]
    problems = [] if scenario is not None else folder.misnamed_scenarios()
    cases: dict[str, tuple[Loaded, Allocation]] = {}
    for name in names:
        try:
            loaded = load(folder, name, settings)
            cases[name] = loaded, _allocated(loaded)
        except ProblemsFoundError as found:
            problems += [problem for problem in found.problems if problem not in problems]
    if problems:
        raise ProblemsFoundError(sorted(problems, key=_place_order))
    warnings: list[Problem] = []
    for loaded, allocation in cases.values():
        warnings += [problem for problem in loaded.placed(allocation.warnings) if problem not in warnings]
    missed = any(held.status == "missed" for _, allocation in cases.values() for held in allocation.controls)
    return Answer(_check_texts(cases, asked), warnings, missed)


def _place_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place or Place("")
    return place.file, place.line or 0, place.column or 0


def _check_texts(cases: dict[str, tuple[Loaded, Allocation]], asked: str | None) -> Iterator[str]:
    from ridcalc.render import plain  # each run needs one renderer

    for loaded, allocation in cases.values():
        yield plain.render_section(check_section(allocation), _language(loaded, asked))
