"""A stage gives its parts step by step: what one step takes is not divided again, and all add to the whole."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import write_folder
from ridcalc.core.allocation import part_steps
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.divide import divide, dividend_of
from ridcalc.core.allocation.methods import Method
from ridcalc.core.keys.plans import Stage
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants:
  noord: {}
  zuid: {members: [oost, west], key: helft}
  oost: {}
  west: {}
keys:
  rid: {weights: {noord: 1, zuid: 2}}
  helft: {weights: {oost: 1, west: 1}}
"""
MEASURES = """\
budget: {years: [2024]}
measures:
  ict: {nature: incidental, key: rid, amounts: {2024: 100}}
"""


def test_what_a_step_takes_first_is_not_divided_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proportion = part_steps._units  # noqa: SLF001  a step of its own stands before it in this test

    def units(step: str, left: int, stage: Stage, method: Method) -> list[int]:
        return [1000, 0] if step == "first" else proportion("share", left, stage, method)

    monkeypatch.setattr(part_steps, "_units", units)
    folder = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    allocation = allocate(load(Folder(str(folder))).case)
    (whole,) = allocation.divisions
    first, second = whole.plan.stages
    steps: Any = ("first", "share")
    plan = whole.plan._replace(stages=(first._replace(part_steps=steps), second))
    (division,) = divide(
        [dividend_of(allocation.amounts[0], allocation.amounts[0].period, plan)],
        allocation.case.budget.settings.rounding,
    )

    # Noord takes € 10 first; € 90 is left, of which a third is € 30. Zuid has € 60, and its members half of it each.
    noord, zuid, oost, west = 4000, 6000, 3000, 3000
    assert dict(zip(plan.participants, division.parts, strict=True)) == {
        "noord": noord,
        "zuid": zuid,
        "oost": oost,
        "west": west,
    }
    assert (division.shared(plan.stages[0]), division.shared(plan.stages[1])) == (9000, 6000)
    by_step = {step.participant: step.by_step for step in division.steps()}
    assert by_step["noord"] == (("first", 1000), ("share", 3000))
    assert by_step["zuid"] == (("first", 0), ("share", 6000))
    assert by_step["oost"] == (("share", 3000),)
    step = next(division.steps())
    assert (step.exact, step.shifted, step.went_up) == (Fraction(3000), Fraction(0), False)
