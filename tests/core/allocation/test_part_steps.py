"""A stage gives its parts step by step: what one step takes is not divided again, and all add to the whole."""

from fractions import Fraction
from pathlib import Path

import pytest

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.batch_steps import exact_parts
from ridcalc.core.allocation.steps import steps_of
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants:
  noord: {}
  zuid: {members: [oost, west], key: helft}
  oost: {}
  west: {}
  dienst: {}
keys:
  rid: {weights: {noord: 1, zuid: 2}, fixed: {dienst: 10}}
  helft: {weights: {oost: 1, west: 1}}
"""
MEASURES = """\
budget: {years: [2024]}
measures:
  ict: {nature: incidental, key: rid, amounts: {2024: 100}}
"""


def test_what_a_step_takes_first_is_not_divided_again(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    (division,) = allocate(load(Folder(str(folder))).case).divisions
    first, second = division.plan.stages

    # Dienst pays € 10 first; € 90 is left, of which a third is € 30. Zuid has € 60, and its members half of it each.
    noord, zuid, oost, west, dienst = 3000, 6000, 3000, 3000, 1000
    assert dict(zip(division.plan.participants, division.parts, strict=True)) == {
        "noord": noord,
        "zuid": zuid,
        "oost": oost,
        "west": west,
        "dienst": dienst,
    }
    assert (division.shared(first), division.shared(second)) == (9000, 6000)
    steps = [*steps_of(division, first), *steps_of(division, second)]
    by_step = {step.participant: step.by_step for step in steps}
    assert by_step["noord"] == (("share", 3000),)
    assert by_step["dienst"] == (("fixed", 1000),)
    assert by_step["oost"] == (("share", 3000),)
    assert (steps[0].share, steps[0].exact, steps[0].shifted) == (None, Fraction(3000), Fraction(0))
    with pytest.raises(TypeError):
        exact_parts(6000, second, 1)  # the key of zuid takes nothing first
