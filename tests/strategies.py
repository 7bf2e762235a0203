"""Random budgets for the property-based tests, and the files that a person would write for them.

`plain_budgets` has weights alone; `full_budgets` has keys of every kind, every method, both levels, spreads and
controls, for the oracle.
"""

import json
from typing import Any, get_args

from hypothesis import strategies as st

from builders import written_euros
from ridcalc.core.budget.types import MethodName

Document = dict[str, Any]
Weights = st.SearchStrategy[dict[str, int]]
METHODS = get_args(MethodName)


def weights_of(names: list[str], weight: st.SearchStrategy[int]) -> Weights:
    """Return weights for the names, not all zero."""
    return st.fixed_dictionaries(dict.fromkeys(names, weight)).filter(lambda weights: any(weights.values()))


FEW = st.integers(0, 5)


@st.composite
def plain_budgets(draw: st.DrawFn) -> Document:
    """Draw a budget: a tree of participants, a key per partnership, measures with amounts of either side."""
    count = draw(st.integers(1, 7))
    ids = [f"p{number}" for number in range(count)]
    parent = {one: draw(st.sampled_from([None, *ids[:index]])) for index, one in enumerate(ids)}
    declared = draw(st.permutations(ids))
    members = {one: [below for below in ids if parent[below] == one] for one in ids}
    tops = [one for one in ids if parent[one] is None]
    some = draw(st.lists(st.sampled_from(tops), unique=True, min_size=1))
    keys = {"key": draw(weights_of(tops, FEW)), "other": draw(weights_of(some, FEW))}
    keys |= {f"of-{one}": draw(weights_of(members[one], FEW)) for one in ids if members[one]}
    measures = {}
    for number in range(draw(st.integers(1, 4))):
        periods = draw(st.lists(st.sampled_from(["2024-Q1", "2024-H2", "2025"]), unique=True, min_size=1))
        measures[f"m{number}"] = {
            "key": draw(st.sampled_from(["key", "other"])),
            "side": draw(st.sampled_from(["expense", "income"])),
            "nature": draw(st.sampled_from(["incidental", "structural"])),
            "amounts": {period: draw(st.none() | st.integers(-(10**6), 10**6)) for period in periods},
        }
    return {"declared": declared, "members": members, "keys": keys, "measures": measures}


def plain_files(budget: Document) -> dict[str, str]:
    """Write the budget as a person would; JSON is YAML too."""
    participants = {
        one: {"members": budget["members"][one], "key": f"of-{one}"} if budget["members"][one] else {}
        for one in budget["declared"]
    }
    keys = {name: {"weights": weights} for name, weights in budget["keys"].items()}
    measures = {
        name: {
            "key": measure["key"],
            "side": measure["side"],
            "nature": measure["nature"],
            "amounts": {
                period: "PM" if cents is None else written_euros(cents) for period, cents in measure["amounts"].items()
            },
        }
        for name, measure in budget["measures"].items()
    }
    document = {"budget": {"years": [2024, 2025]}, "measures": measures}
    return {
        "keys.yaml": json.dumps({"participants": participants, "keys": keys}),
        "measures.yaml": json.dumps(document),
    }


@st.composite
def pairs_of_budgets(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw two budgets of the same participants: other amounts, periods, keys, natures and measures."""
    a = draw(plain_budgets())
    other = draw(plain_budgets())
    b = {**a, "measures": {**other["measures"]}, "keys": dict(a["keys"])}
    for name in draw(st.lists(st.sampled_from(sorted(a["measures"])), unique=True)):
        b["measures"][name] = a["measures"][name]
    for name, weights in a["keys"].items():
        if draw(st.booleans()):
            changed = draw(st.fixed_dictionaries({one: st.integers(0, 5) for one in weights}))
            b["keys"][name] = changed if any(changed.values()) else weights
    return a, b


LAYOUTS = (
    ("2024",),
    ("2024-H1", "2024-H2"),
    ("2024-Q1", "2024-H2", "2025"),
    ("2024", "2025-H1", "2025-Q3"),
    ("2024-Q2", "2024-Q3", "2025"),
)
"""Periods that one measure may have, so that a half-year in A meets a year in B."""


@st.composite
def pairs_with_pm(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw two budgets whose measures have PM posts in one and amounts in the other, in the same periods or others."""
    pair = draw(pairs_of_budgets())
    for budget in pair:
        for name, measure in budget["measures"].items():
            posts = st.fixed_dictionaries(
                dict.fromkeys(draw(st.sampled_from(LAYOUTS)), st.none() | st.integers(-(10**5), 10**5))
            )
            budget["measures"][name] = {**measure, "amounts": draw(posts)}
    return pair


@st.composite
def pairs_with_pm_filled(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a budget and the same budget in which each PM post has become an amount."""
    a = draw(plain_budgets())
    filled = {
        name: {
            **measure,
            "amounts": {
                period: draw(st.integers(-(10**5), 10**5)) if cents is None else cents
                for period, cents in measure["amounts"].items()
            },
        }
        for name, measure in a["measures"].items()
    }
    return a, {**a, "measures": filled}


PERIODS = ("2024", "2025-H1", "2025-Q3", "2025-Q4", "2026-H2")


@st.composite
def participants(draw: st.DrawFn) -> Document:
    """Draw participants, some of them partnerships of others, in any order."""
    count = draw(st.integers(1, 6))
    ids = [f"p{number}" for number in range(count)]
    parent = {one: draw(st.sampled_from([None, *ids[:index]])) for index, one in enumerate(ids)}
    made = {}
    for one in draw(st.permutations(ids)):
        members = [below for below in ids if parent[below] == one]
        made[one] = {"members": members, "key": f"of-{one}"} if members else {}
    return made


def definitions(names: list[str], blendable: list[str], since: str = "2025-Q3") -> st.SearchStrategy[Document]:
    """Return ways to divide over some names; `since` is when a second version begins."""
    weights = weights_of(names, st.integers(0, 6))
    shares = st.lists(st.integers(0, 8), min_size=len(names), max_size=len(names)).filter(any)
    ways: list[st.SearchStrategy[Document]] = [
        weights.map(lambda found: {"weights": found}),
        shares.map(
            lambda found: {"shares": {one: f"{part}/{sum(found)}" for one, part in zip(names, found, strict=True)}}
        ),
        st.integers(0, 2).map(lambda lag: {"driver": "d", "among": names, "lag": lag}),
    ]
    if len(blendable) > 1:
        part = st.integers(0, 10)
        blends = st.tuples(st.sampled_from(blendable), st.sampled_from(blendable), part).filter(
            lambda one: one[0] != one[1]
        )
        ways.append(blends.map(lambda one: {"blend": {one[0]: f"{one[2] * 10}%", one[1]: f"{100 - one[2] * 10} %"}}))
    plain: st.SearchStrategy[Document] = st.one_of(ways)

    def on_assumption(definition: Document) -> Document:
        return {**definition, "assumption": "so"}

    assumed = plain | plain.map(on_assumption)
    dated = st.tuples(assumed, assumed).map(lambda two: {"versions": {"2020": two[0], since: two[1]}})
    return assumed | dated


@st.composite
def full_budgets(draw: st.DrawFn, since: str = "2025-Q3") -> tuple[Document, Document]:
    """Draw what the two files hold; `since` is when the second version of a key begins."""
    people = draw(participants())
    inside = {member for one in people.values() for member in one.get("members", ())}
    tops = [one for one in people if one not in inside]
    keys: Document = {}
    for name in ("k0", "k1", "k2"):
        some = draw(st.lists(st.sampled_from(tops), unique=True, min_size=1))
        keys[name] = draw(definitions(some, [key for key in keys if key.startswith("k")], since))
    for one, entry in people.items():
        if "members" in entry:
            keys[f"of-{one}"] = draw(definitions(entry["members"], [], since))
    counts = {one: draw(st.integers(0, 50)) for one, entry in people.items() if "members" not in entry}
    values = {year: {one: count + int(year) % 7 for one, count in counts.items()} for year in ("2020", "2024")}
    unit = draw(st.sampled_from(["0.01", 1, 100]))
    cents = {"0.01": 1, 1: 100, 100: 10_000}[unit]
    amount = st.integers(-(10**5), 10**7).map(lambda number: written_euros(number // cents * cents)) | st.just("PM")
    measures = {}
    for number in range(draw(st.integers(1, 4))):
        periods = draw(st.lists(st.sampled_from(PERIODS), unique=True, min_size=1))
        made: Document = {
            "nature": draw(st.sampled_from(["incidental", "structural"])),
            "side": draw(st.sampled_from(["expense", "income"])),
            "key": draw(st.sampled_from(["k0", "k1", "k2"])),
        }
        if draw(st.booleans()):
            made["amounts"] = {period: draw(amount) for period in periods}
        else:
            made["total"] = draw(amount)
            made["spread"] = {period: f"1/{len(periods)}" for period in periods}
        if draw(st.booleans()):
            made["pc_document"] = {"2025": "vgr"}
        if draw(st.booleans()):
            made["assumption"] = "so"
        measures[f"m{number}"] = made
    controls = {
        f"c{number}": {
            "year": draw(st.sampled_from([2024, 2025])),
            "amount": draw(st.integers(-1000, 10**5)),
            **draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "participant": st.sampled_from(list(people)),
                        "nature": st.sampled_from(["incidental", "structural"]),
                        "rounded_to": st.sampled_from([1, 1000, 100_000]),
                    },
                )
            ),
        }
        for number in range(draw(st.integers(0, 2)))
    }
    rounding = {
        "unit": unit,
        "method": draw(st.sampled_from(METHODS)),
        "level": draw(st.sampled_from(["measure", "total"])),
    }
    settings_of = {"years": [2024, 2025, 2026], "rounding": rounding}
    return (
        {"participants": people, "drivers": {"d": {"values": values}}, "keys": keys},
        {"budget": settings_of, "pc_documents": {"vgr": {"year": 2025}}, "measures": measures, "controls": controls},
    )
