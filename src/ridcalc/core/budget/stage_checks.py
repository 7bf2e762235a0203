"""Checks of stages and reserves: their order, and whose they are."""

from collections.abc import Iterator

from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Path, Problem, say


def check_stages(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of the stages and the reserves of a budget."""
    yield from _stage_order(budget)
    yield from _owners_of_reserves(budget)


def _stage_order(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each stage that is dated before an earlier one; dates may be of a year or a month."""
    latest: tuple[str, str] | None = None
    for name, stage in budget.stages.items():
        if stage.date is None:
            continue
        if latest is not None:
            above, date = latest
            length = min(len(date), len(stage.date))
            if stage.date[:length] < date[:length]:
                yield Problem(
                    "stage-order",
                    say(
                        "stage '{id}' of {date} stands below stage '{above}' of {other}",
                        id=name,
                        date=stage.date,
                        above=above,
                        other=date,
                    ),
                    say("put the stages in the order of their decisions"),
                    ("stages", name, "date"),
                )
                continue
        latest = name, stage.date


def _owners_of_reserves(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each measure or coverage that names the reserve of another organisation."""
    executor = budget.settings.executor
    for name, measure in budget.measures.items():
        if measure.reserve is not None:
            owner = executor.id if executor else None
            yield from _of_other(budget, measure.reserve, owner, ("measures", name, "reserve"))
    for name, participant in budget.participants.items():
        for year, coverage in participant.coverage.items():
            is_list = isinstance(coverage, tuple)
            for index, entry in enumerate(participant.coverage_in(year)):
                if entry.reserve is not None:
                    at: Path = (str(year), index) if is_list else (str(year),)
                    path = ("participants", name, "coverage", *at, "reserve")
                    yield from _of_other(budget, entry.reserve, name, path)


def _of_other(budget: Budget, reserve: str, owner: str | None, path: Path) -> Iterator[Problem]:
    """Yield a problem if a reserve belongs to another organisation than `owner`."""
    entry = budget.reserves.get(reserve)
    if entry is None or entry.of == owner:
        return
    known = tuple(name for name, reserve in budget.reserves.items() if reserve.of == owner)
    message = say(
        "reserve '{id}' is of '{owner}', and is used here by '{user}'", id=reserve, owner=entry.of, user=owner
    )
    if owner is None:
        message = say("reserve '{id}' is of '{owner}', and the budget names no executor", id=reserve, owner=entry.of)
    hint = say("reserves of '{owner}' are {names}", owner=owner, names=known) if known else None
    yield Problem(
        "reserve-of-other",
        message,
        hint or say("a measure uses a reserve of the executor, coverage one of the municipality"),
        path,
    )
