"""Budgets whose keys are blends of counted drivers and percentages: two examples, and random ones with changes."""

import json
from typing import Any

from hypothesis import strategies as st

from builders import written_euros
from strategies import Document

INHABITANTS = [44_153, 25_057, 15_003, 62_011, 38_407, 51_999, 47_771, 33_337, 45_404]
WORKPLACES = [733, 412, 250, 1_031, 639, 861, 793, 553, 756]
assert (sum(INHABITANTS), sum(WORKPLACES)) == (363_142, 6_028)
NINE = [f"gemeente-{letter}" for letter in "abcdefghi"]

COUNTED = {
    "keys.yaml": json.dumps(
        {
            "participants": {name: {} for name in NINE},
            "drivers": {
                "inwoners": {"values": {"2026": dict(zip(NINE, INHABITANTS, strict=True))}},
                "werkplekken": {"values": {"2026": dict(zip(NINE, WORKPLACES, strict=True))}},
            },
            "keys": {
                "inwoners": {"driver": "inwoners", "among": NINE},
                "werkplekken": {"driver": "werkplekken", "among": NINE},
                "mengsel": {"blend": {"inwoners": "70%", "werkplekken": "30%"}},
            },
        }
    ),
    "measures.yaml": json.dumps(
        {
            "budget": {"years": [2026]},
            "measures": {"m": {"nature": "incidental", "key": "mengsel", "amounts": {"2026": "51625.25"}}},
        }
    ),
}
"""70 % inhabitants and 30 % workplaces: 10 × 1.094.509.988 together, of which € 51.625,25 is divided."""

PHASE_IN = {
    "keys.yaml": json.dumps(
        {
            "participants": {"noord": {}, "oost": {}, "zuid": {}},
            "keys": {
                "inwoners": {"weights": {"noord": 44_153, "oost": 25_057, "zuid": 15_003}},
                "oud": {"shares": {"noord": "52.31%", "oost": "30.2%", "zuid": "17.49%"}},
                "ingroei": {"blend": {"oud": "75%", "inwoners": "25%"}},
            },
        }
    ),
    "measures.yaml": json.dumps(
        {
            "budget": {"years": [2027]},
            "measures": {"m": {"nature": "structural", "key": "ingroei", "amounts": {"2027": 80_000}}},
        }
    ),
}
"""75 % of the old percentages and 25 % inhabitants."""

TEN = [f"g{number}" for number in range(10)]
UNITED, ALONE = TEN[:3], TEN[3:]
DIRECT = ["samen", *ALONE]
YEARS = (2026, 2027, 2028)
REFERENCE_YEARS = (2024, 2027)


@st.composite
def blended_budgets(draw: st.DrawFn) -> Document:
    """Draw a budget of ten municipalities, three of them in a partnership: a phase-in, and blends of drivers."""
    return {
        "drivers": {name: draw(_counts(most)) for name, most in (("inwoners", 250_000), ("plekken", 3_000))},
        "shares": draw(_percentages()),
        "new": draw(st.sampled_from([10, 25, 30, 50, 75])),
        "measures": {f"m{number}": draw(_measures()) for number in range(draw(st.integers(1, 3)))},
        "rounding": {
            "unit": draw(st.sampled_from(["0.01", "0.01", "1", "1000"])),
            "method": draw(st.sampled_from(["largest-remainder", "largest-remainder", "largest-share"])),
            "level": draw(st.sampled_from(["measure", "measure", "total"])),
        },
    }


def _counts(most: int) -> st.SearchStrategy[Document]:
    count = st.fixed_dictionaries(dict.fromkeys(TEN, st.integers(1, most)))
    return st.fixed_dictionaries(dict.fromkeys(map(str, REFERENCE_YEARS), count))


def _percentages() -> st.SearchStrategy[dict[str, int]]:
    """Return hundredths of percents for those who take part directly, 10.000 together."""
    parts = st.lists(st.integers(1, 1_200), min_size=len(ALONE), max_size=len(ALONE))
    return parts.map(lambda found: dict(zip(DIRECT, [10_000 - sum(found), *found], strict=True)))


UNITS = st.none() | st.integers(-(10**6), 10**7) | st.integers(10**9, 3 * 10**11) | st.sampled_from([0, 1, -1])
"""Amounts in units of rounding: cents, or euros, or thousands of euros."""


@st.composite
def _measures(draw: st.DrawFn) -> Document:
    return {
        "key": draw(st.sampled_from(["ingroei", "ingroei", "mengsel", "genest", "inwoners"])),
        "nature": draw(st.sampled_from(["incidental", "structural"])),
        "side": draw(st.sampled_from(["expense", "expense", "income"])),
        "amounts": {str(year): draw(UNITS) for year in YEARS},
    }


@st.composite
def blended_changes(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a budget, and the same with other amounts, counts and percentages."""
    before = draw(blended_budgets())
    after: Document = json.loads(json.dumps(before))
    for measure in after["measures"].values():
        for year, units in measure["amounts"].items():
            if draw(st.booleans()) and (units is not None or before["rounding"]["level"] == "measure"):
                other = draw(UNITS)
                measure["amounts"][year] = units if other is None and before["rounding"]["level"] == "total" else other
    for name, most in (("inwoners", 250_000), ("plekken", 3_000)):
        if draw(st.booleans()):
            after["drivers"][name][draw(st.sampled_from(["2024", "2027"]))][draw(st.sampled_from(TEN))] = draw(
                st.integers(0, most)
            )
    if draw(st.booleans()):
        after["shares"] = draw(_percentages())
    return before, after


def blended_files(document: Document) -> dict[str, str]:
    """Write the budget as files; JSON is YAML too."""
    new = document["new"]
    keys: dict[str, Any] = {
        "oud": {"shares": {name: f"{part / 100:.2f}%" for name, part in document["shares"].items()}},
        "inwoners": {"driver": "inwoners", "among": DIRECT},
        "plekken": {"driver": "plekken", "among": DIRECT, "lag": 1},
        "mengsel": {"blend": {"inwoners": f"{new}%", "plekken": f"{100 - new}%"}},
        "genest": {"blend": {"mengsel": "1/2", "oud": "1/2"}},
        "ingroei": {
            "versions": {
                "2026": {"blend": {"oud": "100%"}},
                "2027": {"blend": {"oud": f"{100 - new}%", "inwoners": f"{new}%"}},
                "2028": {"blend": {"inwoners": "100%"}},
            }
        },
        "intern-inwoners": {"driver": "inwoners", "among": UNITED},
        "intern-plekken": {"driver": "plekken", "among": UNITED},
        "intern": {"blend": {"intern-inwoners": "70%", "intern-plekken": "30%"}},
    }
    participants = {"samen": {"members": UNITED, "key": "intern"}, **{name: {} for name in TEN}}
    drivers = {name: {"values": values} for name, values in document["drivers"].items()}
    unit = document["rounding"]["unit"]
    measures = {
        name: {**one, "amounts": {year: written(units, unit) for year, units in one["amounts"].items()}}
        for name, one in document["measures"].items()
    }
    budget = {"years": list(YEARS), "rounding": document["rounding"]}
    return {
        "keys.yaml": json.dumps({"participants": participants, "drivers": drivers, "keys": keys}),
        "measures.yaml": json.dumps({"budget": budget, "measures": measures}),
    }


def written(units: int | None, unit: str) -> str:
    """Return an amount as a person writes it; `unit` is in euros."""
    if units is None:
        return "PM"
    return written_euros(units) if unit == "0.01" else str(units * int(unit))


COUNTED_KEYS = {"oud", "inwoners", "plekken"}


def blended_inputs(stored: dict[tuple[str, str], Any], document: Document) -> dict[tuple[str, str], Any]:
    """Return the cells of amounts and counts of a workbook, from its stored values, as a budget would have them."""
    cells: dict[tuple[str, str], Any] = {}
    unit = document["rounding"]["unit"]
    for (sheet, place), value in stored.items():
        row = place[1:]
        if sheet == "Maatregelen" and place[0] == "L" and value in document["measures"]:
            year = str(stored[sheet, f"E{row}"])
            cells[sheet, f"I{row}"] = written(document["measures"][value]["amounts"][year], unit)
        of_weights = sheet == "Sleutels" and place[0] == "K" and str(value).removeprefix("intern-") in COUNTED_KEYS
        if of_weights and stored.get((sheet, f"L{row}")) in {"samen", *TEN}:  # no row of a total
            cells[sheet, f"I{row}"] = _weight(document, value, stored, row)
    return cells


def _weight(document: Document, key: str, stored: dict[tuple[str, str], Any], row: str) -> int:
    participant = stored["Sleutels", f"L{row}"]
    if key == "oud":
        return int(document["shares"][participant])
    counts = document["drivers"][key.removeprefix("intern-")][str(stored["Sleutels", f"E{row}"])]
    return sum(counts[name] for name in UNITED) if participant == "samen" else int(counts[participant])
