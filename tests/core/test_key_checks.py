"""Keys in use: what is missing is one problem, however many amounts need it."""

from pathlib import Path

from builders import Run, write_folder

PARTICIPANTS = "participants: {noord: {}, samen: {members: [oost, west], key: helft}, oost: {}, west: {}}\n"
HALF = "  helft: {weights: {oost: 1, west: 1}}\n"


def messages(ridcalc: Run, folder: Path, keys: str, measures: str) -> list[str]:
    """Return the messages and hints of the problems of a budget of 2024 and 2025, one text for each."""
    budget = f"budget: {{years: [2024, 2025]}}\nmeasures:\n{measures}"
    data = write_folder(folder, {"keys.yaml": PARTICIPANTS + keys + HALF, "measures.yaml": budget})
    lines = ridcalc("check", "--data", data, "--lang", "en").err.splitlines()
    return [line.partition("]: ")[2] or line.strip() for line in lines if "error[" in line or "hint:" in line]


def measure(name: str, key: str, *years: int) -> str:
    """Return the line of a measure with 100 euros in each year."""
    amounts = ", ".join(f"{year}: 100" for year in years)
    return f"  {name}: {{nature: incidental, key: {key}, amounts: {{{amounts}}}}}\n"


def test_a_value_that_two_measures_need_in_two_years_is_missing_once(ridcalc: Run, tmp_path: Path) -> None:
    keys = "drivers: {fte: {values: {2024: {noord: 3}}}}\nkeys:\n  fte: {driver: fte, among: [noord, oost]}\n"
    measures = measure("ict", "fte", 2024, 2025) + measure("huur", "fte", 2024, 2025)
    assert messages(ridcalc, tmp_path, keys, measures) == [
        "driver 'fte' has no value for oost in 2024",
        "hint: write oost: 0 if the value is zero, or leave oost out of among of key fte; needed for: ict, huur",
    ]


def test_a_partnership_lacks_the_values_of_its_members(ridcalc: Run, tmp_path: Path) -> None:
    keys = "drivers: {fte: {values: {2024: {noord: 3, oost: 1}}}}\nkeys:\n  fte: {driver: fte, among: [noord, samen]}\n"
    assert messages(ridcalc, tmp_path, keys, measure("ict", "fte", 2024)) == [
        "driver 'fte' has no value for west in 2024",
        "hint: write west: 0 if the value is zero, or leave samen out of among of key fte; needed for: ict",
    ]


def test_reference_years_in_which_others_are_missing_are_problems_of_their_own(ridcalc: Run, tmp_path: Path) -> None:
    values = "{2024: {noord: 3, oost: 1}, 2025: {noord: 3, west: 2}}"
    keys = f"drivers: {{fte: {{values: {values}}}}}\nkeys:\n  fte: {{driver: fte, among: [noord, oost, west]}}\n"
    found = messages(ridcalc, tmp_path, keys, measure("ict", "fte", 2024, 2025))
    assert [text for text in found if not text.startswith("hint")] == [
        "driver 'fte' has no value for west in 2024",
        "driver 'fte' has no value for oost in 2025",
    ]


def test_a_driver_without_early_years_is_one_problem_for_all_keys(ridcalc: Run, tmp_path: Path) -> None:
    drivers = "drivers: {fte: {values: {2026: {noord: 3, oost: 1}}}}\n"
    keys = f"{drivers}keys:\n  fte: {{driver: fte, among: [noord, oost]}}\n  een: {{driver: fte, among: [noord]}}\n"
    measures = measure("ict", "fte", 2025, 2024) + measure("huur", "een", 2025)
    assert messages(ridcalc, tmp_path, keys, measures) == [
        "driver 'fte' has no values for 2024, 2025 or earlier, which key fte, een needs",
        "hint: add the values of an earlier year, or change the lag of the key; needed for: ict, huur",
    ]
