"""Mappings at the wrong level: one problem with what to write, and nothing about what stands below."""

from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """
participants: {{noord: {{}}, zuid: {{}}}}
drivers: {{fte: {{values: {values}}}}}
keys: {{half: {{shares: {shares}}}}}
"""
MEASURES = "budget: {{years: [2027, 2028]}}\nmeasures:\n  ict: {{nature: structural, key: half, amounts: {amounts}}}\n"
RIGHT = {
    "values": "{2026: {noord: 1, zuid: 2}}",
    "shares": "{noord: 50%, zuid: 50%}",
    "amounts": "{2027: 8, 2028: PM}",
}


def errors(ridcalc: Run, folder: Path, **wrong: str) -> list[str]:
    """Return the messages and hints of a budget of two participants with these values of fields."""
    fields = RIGHT | wrong
    files = {"keys.yaml": KEYS.format(**fields), "measures.yaml": MEASURES.format(**fields)}
    lines = ridcalc("check", "--data", write_folder(folder, files), "--lang", "en").err.splitlines()
    return [line.partition("]: ")[2] or line.strip() for line in lines if "error[" in line or "hint:" in line]


BOTH = "{2027: {noord: 5, zuid: 3}, 2028: {noord: 6, zuid: 3}}"


@pytest.mark.parametrize(
    ("amounts", "parts"),
    [
        ("{2027: {noord: 5, zuid: 3}}", "{2027: {noord: 5, zuid: 3}}"),
        (BOTH, BOTH),
        ("{noord: {2027: 5, 2028: 6}, zuid: {2027: 3}}", "{2027: {noord: 5, zuid: 3}, 2028: {noord: 6}}"),
        ("{2027: {noord: 5, zuid: [3]}}", "{2027: {noord: 5, zuid: ...}}"),
        ("{noord: PM, zuid: -3}", "{2027: {noord: PM, zuid: -3}}"),
    ],
)
def test_amounts_per_participant_are_parts(ridcalc: Run, tmp_path: Path, amounts: str, parts: str) -> None:
    hint = "amounts that are agreed per participant stand under parts, and the measure has no key"
    assert errors(ridcalc, tmp_path, amounts=amounts) == [
        "amounts are given per period, not per participant",
        f"hint: {hint}: parts: {parts}",
    ]


@pytest.mark.parametrize(
    "amounts",
    [
        "{noord: {}, zuid: {}}",
        "{2027: 8, noord: 5, zuid: 3}",  # as after a patch of a scenario
        "{noord: 5, oost: 3}",
        "{2027: {noord: 5}, 2028: 8}",
    ],
)
def test_amounts_that_cannot_be_read_as_parts_get_the_rule(ridcalc: Run, tmp_path: Path, amounts: str) -> None:
    assert errors(ridcalc, tmp_path, amounts=amounts) == [
        "amounts are given per period, not per participant",
        "hint: amounts that are agreed per participant stand under parts, per period, and the measure has no key",
    ]


def test_shares_per_year_are_versions(ridcalc: Run, tmp_path: Path) -> None:
    assert errors(ridcalc, tmp_path, shares="{2027: {noord: 50%, zuid: 50%}}") == [
        "shares are given per participant, not per period",
        "hint: a key that changes has versions: versions: {2027: {shares: {...}}}",
    ]


@pytest.mark.parametrize(
    "values", ["{noord: 1, zuid: 2}", "{noord: {2026: 1}, zuid: {2026: 2}}", "{2026: {noord: 1}, zuid: 2}"]
)
def test_values_of_a_driver_are_of_a_reference_year(ridcalc: Run, tmp_path: Path, values: str) -> None:
    assert errors(ridcalc, tmp_path, values=values) == [
        "the values of a driver are given per reference year, and then per participant",
        "hint: write for instance values: {2024: {noord: 44154, zuid: 25053}}",
    ]


def test_periods_within_a_year_stand_beside_it(ridcalc: Run, tmp_path: Path) -> None:
    assert errors(ridcalc, tmp_path, amounts="{2027: {Q1: 5, Q2: 3}}") == [
        "expected a single value, found a mapping",
        "hint: write each period with its amount: amounts: {2024-Q1: 5000, 2024-Q2: 3000}",
    ]


def test_a_participant_with_a_year_as_its_id_is_no_mistake(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {2027: {}, 2028: {}}\nkeys: {half: {shares: {2027: 50%, 2028: 50%}}}\n"
    files = {"keys.yaml": keys, "measures.yaml": MEASURES.format(amounts="{2027: 8, 2028: 4}")}
    assert "error[" not in ridcalc("check", "--data", write_folder(tmp_path, files)).err
