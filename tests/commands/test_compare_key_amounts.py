"""`ridcalc compare`: what moved inside the amounts of a key."""

from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """\
participants: {zevenaar: {}, duiven: {}, westervoort: {}, mgr: {}, oud: {}, derde: {}}
drivers: {uren: {values: {2026: {derde: 4}}}}
keys:
  amt:
    weights: {zevenaar: 44154, duiven: 25053, westervoort: 15003}
    fixed: {mgr: 100}
    leaves: {oud: {last: 1000, path: {2026: 100%}}}
    base: 10
    minimum: {westervoort: 80000}
  tar:
    versions:
      2026:
        weights: {zevenaar: 1, duiven: 1}
        tariff: {mgr: {quantity: 17, price: 1250}, derde: {driver: uren, price: 2}}
"""
MEASURES = """\
budget: {years: [2026], language: nl}
measures:
  m: {nature: structural, key: amt, amounts: {2026: 410000}}
  t: {nature: structural, key: tar, amounts: {2026: 410000}}
"""


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        ("amt: {minimum: {westervoort: 90000}}", "'amt', minimum van westervoort: € 80.000 → € 90.000"),
        ("amt: {maximum: {zevenaar: 200000}}", "'amt', maximum van zevenaar: niets → € 200.000"),
        ("amt: {fixed: {mgr: 150.5}}", "'amt', vast bedrag van mgr: € 100,00 → € 150,50"),
        ("amt: {base: 20}", "'amt', basis van ieder: € 10 → € 20"),
        ("amt: {base: {duiven: 20}}", "'amt', basis van ieder: € 10 → niets, basis van duiven: niets → € 20"),
        ("amt: {leaves: {oud: {path: {2026: 80%}}}}", "'amt', deel van oud in 2026: 100% → 80%"),
        ("amt: {leaves: {oud: {last: 900}}}", "'amt', laatste bijdrage van oud: € 1.000 → € 900"),
        ("tar: {versions: {2026: {tariff: {mgr: {price: 1300}}}}}", "'tar', prijs van het tarief van mgr vanaf 2026: "),
        ("tar: {versions: {2026: {tariff: {mgr: {factor: 1.1}}}}}", "factor van het tarief van mgr vanaf 2026: 1 → "),
        (
            "tar: {versions: {2026: {tariff: {mgr: {quantity: 18}}}}}",
            "aantal van het tarief van mgr vanaf 2026: 17 → 18",
        ),
        (
            "amt: {minimum: {westervoort: 90000}, weights: {duiven: 1}}",
            "minimum van westervoort: € 80.000 → € 90.000; en de sleutel verschilt in meer",
        ),
        ("amt: {weights: {duiven: 1}}", "sleutel 'amt' verschilt"),
    ],
)
def test_it_says_what_moved_inside_a_key_with_amounts(patch: str, said: str, ridcalc: Run, tmp_path: Path) -> None:
    scenario = f"patch: {{keys: {{{patch}}}}}\n"
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--lang", "nl").out
    assert said in " ".join(shown.split())
