"""The warning that the decision on which texts are made has no date."""

from collections.abc import Iterator

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.values.problems import Problem, say


def undated(decision: Decision) -> Iterator[Problem]:
    """Yield the warning that the stage that is decided has no date."""
    if decision.stage is None:
        return
    stage = decision.after.budget.stages[decision.stage]
    if stage.date is None:
        yield Problem(
            "stage-without-date",
            say("stage '{id}' has no date, which the texts of the decision need", id=decision.stage),
            say("add the day of the decision, such as date: 2023-07-05"),
            ("stages", decision.stage),
        )
