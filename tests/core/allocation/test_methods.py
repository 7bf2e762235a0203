"""The rounding methods say why a part was rounded up or down, and who took the cents that were left."""

from pathlib import Path

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.methods import method_of
from ridcalc.core.allocation.steps import steps_of
from ridcalc.core.values.problems import Euros, say
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = "participants: {noord: {}, zuid: {}, west: {}}\nkeys: {derde: {weights: {noord: 1, zuid: 1, west: 1}}}\n"
MEASURES = "budget: {years: [2024]}\nmeasures: {ict: {nature: incidental, key: derde, amounts: {2024: %s}}}\n"


def test_of_two_cents_that_are_left_the_first_two_of_three_take_one_each(tmp_path: Path) -> None:
    # € 0,02 over three is two thirds of a cent each; rounded down nobody has anything, and 2 × € 0,01 is left
    for number, (amount, cent) in enumerate((("0.02", 1), ("-0.02", -1))):
        files = {"keys.yaml": KEYS, "measures.yaml": MEASURES % amount}
        (division,) = allocate(load(Folder(str(write_folder(tmp_path / str(number), files)))).case).divisions
        assert list(division.parts) == [cent, cent, 0]
        steps = list(steps_of(division, division.plan.stages[0]))
        reason = method_of("largest-remainder").explain(say("exact"), steps[0], steps, 1, str).values
        assert (reason["count"], reason["unit"], len(reason["takers"])) == (2, Euros(cent), 2)
