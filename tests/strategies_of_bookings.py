"""Random budgets with bookings and P&C documents, for the workbook, and the files that a person would write."""

import json

from hypothesis import strategies as st

from builders import written_euros
from strategies import METHODS, Document, weights_of

BOOKED_AMOUNTS = st.sampled_from([None, 0, 1, 2, -1, 7, 100, -333, 10**6 + 1, 12_345_678, -(10**9) - 7])
ODD = st.sampled_from([0, 1, 1, 2, 3, 5, 24, 48, 9091, 445_455])


@st.composite
def booked_budgets(draw: st.DrawFn) -> Document:
    """Draw a budget with partnerships of any depth, dated and blended keys, both sides, PM, and either level."""
    ids = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    parent = {one: draw(st.sampled_from([None, *ids[:index]])) for index, one in enumerate(ids)}
    members = {one: [below for below in ids if parent[below] == one] for one in ids}
    tops = [one for one in ids if parent[one] is None]
    directly = [member for one in tops for member in (members[one] or [one])]
    keys: Document = {
        "plain": {"weights": draw(weights_of(tops, ODD))},
        "members": {"weights": draw(weights_of(directly, ODD))},
        "dated": {
            "versions": {
                2024: {"weights": draw(weights_of(tops, ODD))},
                "2025-Q3": {"weights": draw(weights_of(tops, ODD)), "assumption": "guessed"},
            }
        },
        "blend": {"blend": {"plain": "1/3", "dated": "2/3"}},
        **{f"of-{one}": {"weights": draw(weights_of(members[one], ODD))} for one in ids if members[one]},
    }
    measures = {}
    for number in range(draw(st.integers(1, 4))):
        periods = draw(st.lists(st.sampled_from(["2024-Q1", "2024-Q2", "2024-H2", "2025-H1", "2025-H2"]), unique=True))
        measures[f"m{number}"] = {
            "key": draw(st.sampled_from(["plain", "members", "dated", "blend"])),
            "nature": draw(st.sampled_from(["incidental", "structural"])),
            "side": draw(st.sampled_from(["expense", "expense", "income"])),
            "amounts": {period: draw(BOOKED_AMOUNTS) for period in periods or ["2024-Q1"]},
            "pc_document": draw(st.sampled_from([{}, {2024: "vgr"}])),
            "booking": draw(st.sampled_from([{}, {"programma": "0", "taakveld": "0.4", "category": "3.8"}])),
        }
    unit = draw(st.sampled_from(["0.01", "0.01", "1", "1000"]))
    rounding = {
        "unit": unit,
        "method": draw(st.sampled_from([METHODS[0], *METHODS])),
        "level": draw(st.sampled_from(["measure", "measure", "total"])),
    }
    return {
        "participants": {
            one: {"members": members[one], "key": f"of-{one}"} if members[one] else {}
            for one in draw(st.permutations(ids))
        },
        "keys": keys,
        "budget": {
            "years": [2024, 2025],
            "rounding": rounding,
            "amendment": {"unit": draw(st.sampled_from([1, 1000]))},
        },
        "pc_documents": {"vgr": {"year": 2024}},
        "measures": measures,
        "controls": {
            "whole": {"year": 2024, "nature": "incidental", "amount": 1},
            "part": {"year": 2025, "participant": draw(st.sampled_from(ids)), "amount": 5, "rounded_to": 10},
            "measure": {"year": 2024, "measure": "m0", "amount": 7},
        },
    }


def booked_files(document: Document) -> dict[str, str]:
    """Write the budget as files; JSON is YAML too."""
    unit = document["budget"]["rounding"]["unit"]
    measures = {
        name: {**one, "amounts": {period: amount_in_units(amount, unit) for period, amount in one["amounts"].items()}}
        for name, one in document["measures"].items()
    }
    rest = {name: document[name] for name in ("budget", "pc_documents", "controls")}
    return {
        "keys.yaml": json.dumps({name: document[name] for name in ("participants", "keys")}),
        "measures.yaml": json.dumps({**rest, "measures": measures}),
    }


def amount_in_units(units: int | None, unit: str) -> str:
    """Return an amount of whole units, 0.01 or so many euros each, as a person writes it."""
    if units is None:
        return "PM"
    if unit != "0.01":
        return str(units * int(unit))
    return written_euros(units)
