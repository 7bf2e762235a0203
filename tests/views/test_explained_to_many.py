"""`ridcalc explain` where many take part: the own count and the sum, and the first of those that got a cent."""

from pathlib import Path

from builders import Run, write_folder

COUNT = 40
"""The municipalities, with 1, 2, … 40 inhabitants: 820 together."""


def budget() -> dict[str, str]:
    names = [f"m-{number}" for number in range(1, COUNT + 1)]
    counts = ", ".join(f"{name}: {number}" for number, name in enumerate(names, 1))
    return {
        "keys.yaml": f"participants: {{{', '.join(f'{name}: {{}}' for name in names)}}}\n"
        f"drivers: {{inwoners: {{values: {{2022: {{{counts}}}}}}}}}\n"
        f"keys: {{k: {{driver: inwoners, among: [{', '.join(names)}]}}}}\n",
        "measures.yaml": "budget: {years: [2025]}\n"
        "measures: {m: {nature: structural, key: k, amounts: {2025: 1000}}}\n",
    }


def shown(ridcalc: Run, folder: Path) -> str:
    outcome = ridcalc("explain", "m-7", "--data", write_folder(folder, budget()), "--lang", "en")
    assert outcome.status == 0, outcome.err
    return " ".join(outcome.out.replace("│", " ").split())


def test_the_count_of_a_participant_stands_beside_the_sum_of_all(ridcalc: Run, tmp_path: Path) -> None:
    text = shown(ridcalc, tmp_path)
    assert "inwoners of 2022: m-7 7, all 40 participants together 820" in text
    assert "m-8 8" not in text


def test_of_many_that_got_a_cent_twelve_are_named(ridcalc: Run, tmp_path: Path) -> None:
    """Each has 100.000 × number / 820 cents; whole cents leave 20 over, one each for the largest remainders."""
    cents = [100_000 * number // 820 for number in range(1, COUNT + 1)]
    left = 100_000 - sum(cents)
    text = shown(ridcalc, tmp_path)
    assert f"{left} × €0.01 was left" in text
    assert text.count("(remainder") == 12
    assert f"+ {left - 12}" in text
