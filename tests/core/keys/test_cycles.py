"""Keys that blend each other: each cycle is reported once, from the name that is declared first."""

from pathlib import Path

import pytest

from builders import Run, write_folder

pytestmark = pytest.mark.usefixtures("english")

MEASURES = "budget: {years: [2024]}\nmeasures: {m: {nature: structural, key: k, amounts: {2024: 1}}}\n"


@pytest.mark.parametrize(
    ("keys", "cycles"),
    [
        ("a: {blend: {b: 1}}, b: {blend: {c: 1}}, c: {blend: {a: 1}}", ["a, b, c, a"]),
        ("c: {blend: {a: 1}}, a: {blend: {b: 1}}, b: {blend: {c: 1}}", ["c, a, b, c"]),
        ("a: {blend: {b: 1}}, b: {blend: {c: 1}}, c: {blend: {a: 1/2, b: 1/2}}", ["a, b, c, a"]),
        ("a: {blend: {a: 1}}, b: {blend: {b: 1}}, c: {blend: {a: 1}}", ["a, a", "b, b"]),
        ("a: {blend: {b: 1/2, c: 1/2}}, b: {blend: {a: 1}}, c: {blend: {a: 1}}", ["a, b, a"]),
        (
            ", ".join(f"k{one}: {{blend: {{k{(one + 1) % 8}: 1}}}}" for one in range(8)),
            ["k0, k1, k2, k3, k4, + 3, k0"],
        ),
    ],
)
def test_a_cycle_is_reported_once(keys: str, cycles: list[str], ridcalc: Run, tmp_path: Path) -> None:
    text = f"participants: {{p: {{}}}}\nkeys: {{k: {{weights: {{p: 1}}}}, {keys}}}\n"
    outcome = ridcalc("check", "--data", write_folder(tmp_path, {"keys.yaml": text, "measures.yaml": MEASURES}))
    reported = [line.partition("each other: ")[2] for line in outcome.err.splitlines() if "error[blend-cycle]" in line]
    assert reported == cycles
