"""`ridcalc allocate --by step`: what each step of a key with amounts gave, marked where it rests on an assumption."""

from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """\
participants:
  noord: {}
  werk: {members: [oost, west], key: helften}
  oost: {}
  west: {}
keys:
  helften: {weights: {oost: 1, west: 1}, assumption: chosen}
  basis: {weights: {noord: 3, werk: 1}, base: 10}
  alles: {weights: {noord: 1, werk: 1}}
"""
MEASURES = """\
budget: {years: [2024], executor: {id: sdl}}
measures:
  inhuur: {nature: incidental, key: basis, amounts: {2024: 100}}
  huur: {nature: incidental, key: alles, amounts: {2024: 60}}
"""


@pytest.mark.parametrize(
    ("assumption", "noord", "total"),
    [
        ("", "noord €10 €60 €30 €100", "Total €20 €80 €60 €160"),
        ("measures.inhuur.assumption=chosen", "noord €10* €60* €30 €100*", "Total €20* €80* €60 €160*"),
        ("measures.huur.assumption=chosen", "noord €10 €60 €30* €100*", "Total €20 €80 €60* €160*"),
    ],
)
def test_each_amount_that_rests_on_an_assumption_is_marked(
    assumption: str, noord: str, total: str, ridcalc: Run, tmp_path: Path
) -> None:
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    changes = ("--set", assumption) if assumption else ()
    shown = ridcalc("allocate", "--by", "step", "--data", data, "--lang", "en", *changes).out
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert noord in rows  # 10 + 3/4 x (100 - 20), and half of 60
    assert "oost €0 €0 €30* €30*" in rows  # half of what werk pays: 10 + 20 + 30, by the key that was chosen
    assert total in rows
