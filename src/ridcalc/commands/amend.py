"""`ridcalc amend`: the budget amendment, as the difference between two decisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.commands.shared import (
    Content,
    Outcome,
    Request,
    allocation_of,
    check_names,
    check_unit,
    language_of,
    rendered,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.together import each_together
from ridcalc.core.analysis.compare import check_comparable
from ridcalc.core.analysis.decisions.amendment import Amendment, amend
from ridcalc.core.analysis.decisions.cautions import cautions_of
from ridcalc.core.analysis.decisions.decision import Decision, decision_of
from ridcalc.core.analysis.decisions.iv3_cautions import iv3_cautions
from ridcalc.core.analysis.decisions.many_cautions import OF_MANY
from ridcalc.core.analysis.outlook.cautions import deficits
from ridcalc.core.budget.document import Node
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.stage_parsers import STAGE_OF_BALANCE
from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, each_once, refuse, say
from ridcalc.core.values.suggestions import suggestion_for
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.iv3_lists import iv3_lists
from ridcalc.reading.loader import Loaded, load

if TYPE_CHECKING:
    from ridcalc.render.results import AmendmentLines, AmendmentResult
    from ridcalc.views.amendment import AmendmentView


class Asked(NamedTuple):
    """Which decision is asked for: a stage, or a scenario to count from; neither leaves it to the files."""

    stage: str | None = None
    since: str | None = None


class Found(NamedTuple):
    """A decision, with the files of the state after it and of those that it is counted from."""

    decision: Decision
    loaded: Loaded
    others: tuple[Loaded, ...]

    def digests(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the SHA-256 of each file that was read, each once."""
        return tuple(dict.fromkeys(digest for one in (self.loaded, *self.others) for digest in one.digests()))

    def warnings(self, amendment: Amendment) -> list[Problem]:
        """Return the warnings of the allocation after the decision, and those of the amendment, with their places."""
        municipalities = [str(block.organisation) for block in amendment.blocks if block.kind == "municipality"]
        low = [problem for name in municipalities for problem in deficits(self.decision, name)]
        return self.placed([*cautions_of(amendment), *low, *iv3_cautions(amendment, iv3_lists())])

    def without_block(self, participant: str | None, amendment: Amendment) -> Iterator[Problem]:
        """Yield a warning if the participant that is asked for has no block in the amendment of all."""
        if participant is not None and not any(block.organisation == participant for block in amendment.blocks):
            shown = tuple(str(block.organisation) for block in amendment.blocks if block.kind != "executor")
            message = say("participant '{id}' has no block: nothing is booked for it", id=participant)
            hint = say("those with a block are {names}", names=shown) if shown else None
            yield Problem("participant-without-block", message, hint, place=Place(f"--participant {participant}"))

    def placed(self, cautions: Iterable[Problem]) -> list[Problem]:
        """Return the warnings of the allocation after the decision, and `cautions`, with their places and each once."""
        superseded = "one-off-coverage"  # the cautions say it by what each entry of the coverage takes
        own = [one for one in self.decision.after.allocation.warnings if one.code != superseded]
        return each_once(self.loaded.placed([*own, *each_together(cautions, OF_MANY)]))


def run(request: Request, asked: Asked, participant: str | None, view: "AmendmentView") -> Outcome:
    """Return the amendment in the requested format; with `participant` the block of that participant alone.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit them.
    """
    from ridcalc.views.amendment import amendment_table  # a check makes amendments without showing them

    found = found_for(request, asked)
    budget = found.loaded.case.budget
    check_organisation(budget, participant)
    check_unit(budget, view.unit)
    whole = amend(found.decision)
    amendment = whole.only(participant)
    warnings = [*found.without_block(participant, whole), *found.warnings(whole)]
    language = language_of(budget, request.language)
    content = Content(
        lambda: amendment_table(amendment, view),
        lambda: _result(found, amendment, warnings, language),
        lambda: _lines(amendment, language),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)


def _result(found: Found, amendment: Amendment, warnings: Sequence[Problem], language: Language) -> "AmendmentResult":
    from ridcalc.render.results import AmendmentResult  # not needed for a table

    return AmendmentResult(amendment, found.digests(), warnings, language)


def _lines(amendment: Amendment, language: Language) -> "AmendmentLines":
    from ridcalc.render.results import AmendmentLines  # not needed for a table

    return AmendmentLines(amendment, language, iv3_lists())


def check_organisation(budget: Budget, organisation: str | None) -> None:
    """Check that the budget has the organisation of `--participant`: a participant, or the executor.

    Raises:
        ProblemsFoundError: it has not.
    """
    executor = budget.settings.executor
    if organisation is not None and (executor is None or organisation != executor.id):
        check_names(budget, (organisation,))


def found_for(request: Request, asked: Asked, *, passed: bool = False) -> Found:
    """Return the decision that a request is about; with `passed` also the states of the stages before it.

    Raises:
        ProblemsFoundError: the files have problems, there is no such stage, or the two states cannot be compared.
    """
    folder = Folder(request.data, request.progress)
    scenario = request.scenario if asked.stage is None else _scenario_of_stage(folder, asked.stage)
    loaded = load(folder, scenario, request.changes)
    budget = loaded.case.budget
    stage = asked.stage or (_stage_shown(budget, loaded.case.scenario.id) if asked.since is None else None)
    since = asked.since if stage is None else _scenario_before(budget, stage)
    stages = list(budget.stages)
    before = stages[: stages.index(stage) if stage is not None else 1] if passed else []
    return decided(folder, loaded, stage, since, before)


def decided(folder: Folder, loaded: Loaded, stage: str | None, since: str | None, passed: Sequence[str] = ()) -> Found:
    """Return the decision that leads from scenario `since` (None: from nothing) to a loaded case.

    The decision has the states of the stages in `passed`, and of the stages to which current budgets refer.

    Raises:
        ProblemsFoundError: the files have problems, or the two states cannot be compared.
    """
    after = allocation_of(loaded)
    before = load(folder, since, option="--from") if since is not None else None
    states = _states(folder, loaded.case.budget, passed)
    others = tuple(one for one in (before, *states.values()) if one is not None)
    allocations = {name: allocation_of(one) for name, one in states.items()}
    counted = allocation_of(before) if before is not None else None
    for other in (counted, *allocations.values()):
        if other is not None:
            check_comparable(other, after)
            _check_executor(other, after)
    return Found(decision_of(counted, after, stage, allocations), loaded, others)


def _states(folder: Folder, budget: Budget, passed: Sequence[str]) -> dict[str, Loaded]:
    """Return the case of each stage in `passed`, and of those that current budgets and structural balances name."""
    settings = budget.settings
    names = [*passed, *(settings.current_of(owner).stage for owner in settings.current)]
    names += [
        str(given[STAGE_OF_BALANCE]) for given in settings.structural_balance.values() if STAGE_OF_BALANCE in given
    ]
    stages = dict.fromkeys(name for name in names if name is not None)
    return {name: load(folder, budget.stages[name].scenario) for name in stages}


def _scenario_of_stage(folder: Folder, name: str) -> str | None:
    """Return the scenario of a stage; None if the files cannot be read, which loading them reports.

    Raises:
        ProblemsFoundError: there is no such stage.
    """
    node, _ = folder.read("measures.yaml")
    if node is None:
        return None
    stages = node.get("stages")
    names = tuple(stages) if isinstance(stages, Node) else ()
    if name not in names:
        message = say("there is no stage '{id}'", id=name)
        hint = suggestion_for(name, names) or say("measures.yaml lists the decisions under stages")
        refuse("unknown-stage", message, hint, place=f"--stage {name}")
    stage = stages[name] if isinstance(stages, Node) else None
    scenario = stage.get("scenario") if isinstance(stage, Node) else None
    return scenario if isinstance(scenario, str) else None


def _stage_shown(budget: Budget, scenario: str) -> str | None:
    """Return the last stage whose scenario is the one shown; None if there is none."""
    return next((name for name in reversed(budget.stages) if budget.stages[name].scenario == scenario), None)


def _scenario_before(budget: Budget, stage: str) -> str | None:
    """Return the scenario of the stage before this one; None for the first, which is counted from nothing."""
    names = list(budget.stages)
    position = names.index(stage)
    return budget.stages[names[position - 1]].scenario if position else None


def _check_executor(before: Allocation, after: Allocation) -> None:
    """Refuse two states with different executors.

    Raises:
        ProblemsFoundError: the executors differ.
    """
    ids = [one.case.budget.settings.executor.id if one.case.budget.settings.executor else "" for one in (before, after)]
    if ids[0] != ids[1]:
        names = before.case.scenario.id, after.case.scenario.id
        message = say("the executors of '{a}' and '{b}' differ: {ids}", a=names[0], b=names[1], ids=tuple(ids))
        hint = say("an amendment is of one executor, with the same participants and members")
        raise ProblemsFoundError([Problem("participants-differ", message, hint, place=Place(" ".join(names)))])


def amendments_of_stages(folder: Folder, cases: Mapping[str, Loaded]) -> Sequence[Problem]:
    """Return the warnings of the amendment of each stage; `cases` holds the scenarios that have no problem."""
    warnings: list[Problem] = []
    for loaded in cases.values():
        budget = loaded.case.budget
        for stage, entry in budget.stages.items():
            if entry.scenario == loaded.case.scenario.id:
                found = decided(folder, loaded, stage, _scenario_before(budget, stage))
                warnings += found.warnings(amend(found.decision))
    return each_once(warnings)
