"""Words that tables share: shares of a key that add up, versions of a key, the unit of a driver."""

import re
from pathlib import Path

import pytest

from builders import Run, write_folder

PARTICIPANTS = "participants: {een: {}, twee: {}, drie: {}, vier: {}, vijf: {}, zes: {}}\n"
THIRDS = "derde: {weights: {een: 1, twee: 1, drie: 1}}"
SIXTHS = "zesde: {weights: {een: 1, twee: 1, drie: 1, vier: 1, vijf: 1, zes: 1}}"
MEASURES = """\
budget: {years: [2025]}
measures:
  a: {nature: incidental, key: derde, amounts: {2025: 100}}
  b: {nature: incidental, key: zesde, amounts: {2025: PM}}
"""


def folder(tmp_path: Path, keys: str, measures: str) -> Path:
    """Return a data folder with six participants."""
    return write_folder(tmp_path, {"keys.yaml": PARTICIPANTS + keys, "measures.yaml": measures})


@pytest.fixture
def thirds_and_sixths(tmp_path: Path) -> Path:
    """Return a folder with a key of three equal shares, and one of six for a PM post."""
    return folder(tmp_path, f"keys: {{{THIRDS}, {SIXTHS}}}", MEASURES)


def test_the_percentages_of_a_key_below_a_table_add_up_to_100(ridcalc: Run, thirds_and_sixths: Path) -> None:
    shown = " ".join(ridcalc("allocate", "--data", thirds_and_sixths, "--notes", "--lang", "nl").out.split())
    assert "derde: een 33,34%, twee 33,33%, drie 33,33%" in shown
    assert "zesde: een 16,67%, twee 16,67%, drie 16,67%, vier 16,67%, vijf 16,66%, zes 16,66%" in shown


def test_a_share_alone_is_that_of_the_key_below_a_table(ridcalc: Run, thirds_and_sixths: Path) -> None:
    for participant, share in (("een", "16.67%"), ("zes", "16.66%")):
        shown = ridcalc("explain", participant, "--data", thirds_and_sixths, "--lang", "en").out
        assert f"by key zesde: {share} for {participant}" in shown


def test_each_version_of_a_key_has_its_name_or_its_first_period_beside_it(ridcalc: Run, tmp_path: Path) -> None:
    keys = """\
drivers: {inwoners: {unit: inwoners, values: {2023: {een: 3, twee: 1, drie: 4}}}}
keys:
  verdeling:
    name: Verdeling
    versions:
      2024: {driver: inwoners, among: [een, twee]}
      2025: {driver: inwoners, among: [een, twee, drie]}
      2026: {name: Na de fusie, weights: {een: 1, twee: 1}}
"""
    amounts = "amounts: {2024: 8, 2025: 8, 2026: 8}"
    measures = (
        f"budget: {{years: [2024, 2025, 2026]}}\nmeasures: {{m: {{nature: incidental, key: verdeling, {amounts}}}}}"
    )
    shown = ridcalc("allocate", "--data", folder(tmp_path, keys, measures), "--notes", "--lang", "en").out
    assert "Verdeling (inwoners 2023), from 2024: een 75%, twee 25%" in shown
    assert "Verdeling (inwoners 2023), from 2025: een 37.50%, twee 12.50%, drie 50%" in shown
    assert "Verdeling, Na de fusie: een 50%, twee 50%" in shown


def test_a_control_names_its_year_and_nature_unless_its_name_has_the_year(ridcalc: Run, tmp_path: Path) -> None:
    controls = """\
controls:
  brief: {year: 2025, nature: incidental, amount: 100}
  begroting: {name: Begroting 2025, year: 2025, amount: 100}
"""
    measures = MEASURES.replace("2025: PM", "2025: 0")
    data = folder(tmp_path, f"keys: {{{THIRDS}, {SIXTHS}}}", measures + controls)
    shown = ridcalc("allocate", "--data", data, "--notes", "--lang", "nl").out
    assert "✓ brief (2025, Incidenteel): gepubliceerd" in shown
    assert "✓ Begroting 2025: gepubliceerd" in shown


def test_controls_with_the_same_name_have_their_ids_beside_it(ridcalc: Run, tmp_path: Path) -> None:
    controls = """\
controls:
  brief: {name: Raadsbrief, year: 2025, nature: incidental, amount: 100}
  brief-een: {name: Raadsbrief, year: 2025, participant: een, amount: 50}
"""
    data = folder(tmp_path, f"keys: {{{THIRDS}, {SIXTHS}}}", MEASURES.replace("2025: PM", "2025: 0") + controls)
    shown = ridcalc("allocate", "--data", data, "--notes", "--lang", "en").out
    assert "Raadsbrief (brief) (2025, Incidental): " in shown
    assert "Raadsbrief (brief-een) (2025): " in shown


@pytest.mark.parametrize(
    ("driver", "heading"),
    [
        ("{unit: inwoners, values: VALUES}", "2025 per inwoner"),
        ("{name: Kinderen, values: VALUES}", "2025 per kind"),
        ("{name: Tonnen restafval, unit: ton, values: VALUES}", "2025 per eenheid van Tonnen restafval"),
    ],
)
def test_amounts_per_unit_name_the_unit(driver: str, heading: str, ridcalc: Run, tmp_path: Path) -> None:
    values = "{2025: {een: 2, twee: 0, drie: 0, vier: 0, vijf: 0, zes: 0}}"
    driver = driver.replace("VALUES", values)
    keys = f"drivers: {{d: {driver}}}\nkeys: {{k: {{weights: {{een: 1}}}}}}"
    measures = "budget: {years: [2025]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2025: 7}}}"
    shown = ridcalc("allocate", "--data", folder(tmp_path, keys, measures), "--per", "d", "--lang", "nl").out
    assert re.search(rf"{heading}\n", shown)
    assert "€ 3,50" in shown, "7 euros for 2 units"


def test_the_line_of_notes_has_a_star_only_where_amounts_have_one(ridcalc: Run, tmp_path: Path) -> None:
    keys = f"keys: {{{THIRDS}, {SIXTHS}}}"
    total = "budget: {years: [2025]}\nmeasures: {a: {nature: incidental, key: derde, amounts: {2025: 100}}}"
    twice = total.replace("}}}", "}}, b: {nature: incidental, key: derde, amounts: {2025: 100}}}")
    rounded = ridcalc("allocate", "--data", folder(tmp_path / "rounded", keys, twice), "--lang", "nl").out
    assert "\n2 afrondingsverschillen: --notes" in rounded, "of een and twee: of 200 euros one has 66,67, not 66,68"
    guessed = total.replace("2025: 100}", "2025: 100}, assumption: Geschat")
    assumed = ridcalc("allocate", "--data", folder(tmp_path / "guessed", keys, guessed), "--lang", "nl").out
    assert "\n* 1 aanname: --notes" in assumed
