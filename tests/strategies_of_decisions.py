"""Random budgets with tasks, bookings, reserves, coverage and keys that hold amounts, in two states."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from builders import write_folder, written_euros

Document = dict[str, Any]
YEARS = (2024, 2025)
NATURES = st.sampled_from(["incidental", "structural"])
ACCOUNTS = st.sampled_from([("P", "0.4"), ("P", "6.1"), ("Q", "6.1")])


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """Draw keys.yaml, measures.yaml with two stages, and the measures of the first stage as a patch."""
    keys = draw(_keys())
    holds = draw(st.booleans())
    if holds:
        keys["keys"]["l"] |= {"base": {"a": draw(st.sampled_from(["0", "12.34", "40"]))}, "minimum": {"s": "60"}}
    measures = {f"m{number}": draw(_measures(holds=holds)) for number in range(draw(st.integers(1, 5)))}
    contributions = draw(st.sampled_from([{}, {}, {"programma": "Bijdragen"}, {"programma": "B", "taakveld": "0.8"}]))
    document: Document = {
        "budget": {
            "name": "B",
            "years": list(YEARS),
            "executor": {"id": "dienst", **({"contributions": contributions} if contributions else {})},
            "rounding": {"level": draw(st.sampled_from(["measure", "total"]))},
        },
        "stages": {"eerste": {"scenario": "eerste"}, "tweede": {"scenario": "none"}},
        "tasks": {
            "t": {"booking": {"taakveld": "0.4", "category": draw(st.sampled_from(["4.3.3", "3.8"]))}},
            "u": draw(st.sampled_from([{}, {"receives": {"taakveld": "6.3"}}])),
        },
        "reserves": {
            "egalisatie": {"of": "dienst", "booking": {"programma": "P"}},
            "eigen": {"of": "a", "structural": draw(st.booleans()), "booking": {"programma": "P"}},
        },
        "measures": measures,
    }
    earlier = {
        name: {"amounts": draw(_large() if holds and measure["key"] == "l" else _amounts())}
        for name, measure in measures.items()
        if draw(st.booleans())
    }
    return keys, document, earlier


@st.composite
def _keys(draw: st.DrawFn) -> Document:
    booking = {"programma": "P", "taakveld": "0.1", "category": draw(st.sampled_from(["4.3.3", "3.8"]))}
    a = {
        "booking": booking,
        "unforeseen": {"programma": "P", "taakveld": "0.8", "category": "3.8"},
        "coverage": {str(year): draw(_coverage()) for year in YEARS},
        "task_bookings": draw(st.sampled_from([{}, {"u": {"taakveld": "6.1"}}])),
    }
    participants: Document = {"a": a, "s": {"members": ["b", "c"], "key": "in", "booking": booking}}
    participants |= {"b": {"booking": booking}, "c": {"booking": booking, "layer": "province"}}
    weights = st.integers(0, 5)
    some = st.fixed_dictionaries({"a": weights, "s": weights}).filter(lambda one: any(one.values()))
    inner = st.fixed_dictionaries({"b": weights, "c": weights}).filter(lambda one: any(one.values()))
    return {
        "participants": participants,
        "keys": {"k": {"weights": draw(some)}, "l": {"weights": draw(some)}, "in": {"weights": draw(inner)}},
    }


def _coverage() -> st.SearchStrategy[Any]:
    """Return what pays for a contribution in a year: a source, or some in order."""
    existing = {"source": "existing", "booking": {"programma": "P", "taakveld": "0.4", "category": "3.8"}}
    sources = [
        {"source": "saldo"},
        {"source": "reserve", "reserve": "eigen"},
        {"source": "reserve", "reserve": "eigen", "amount": "100.5"},
        {"source": "reserve", "reserve": "eigen", "nature": "incidental"},
        {"source": "unforeseen", "amount": "20"},
        {**existing, "nature": "structural"},
    ]
    return st.sampled_from(sources) | st.lists(st.sampled_from(sources), max_size=3)


@st.composite
def _measures(draw: st.DrawFn, *, holds: bool) -> Document:
    """Draw a measure; if key l holds amounts, its measures are structural expense of at least € 100."""
    if holds and draw(st.booleans()):
        booking = {"programma": "Q", "taakveld": draw(st.sampled_from(["6.1", "0.4"])), "category": "3.8"}
        task = draw(st.sampled_from([{}, {"task": "t"}, {"task": "u"}]))
        return {"nature": "structural", "key": "l", "amounts": draw(_large()), "booking": booking, **task}
    measure: Document = {
        "nature": draw(NATURES),
        "key": "k" if holds else draw(st.sampled_from(["k", "l"])),
        "amounts": draw(_amounts()),
    }
    measure |= draw(st.sampled_from([{}, {"task": "t"}, {"task": "u"}]))
    kind = draw(st.sampled_from(["expense", "expense", "expense", "income", "withdrawal", "addition"]))
    if kind in {"income", "withdrawal"}:
        measure["side"] = "income"
    if kind in {"withdrawal", "addition"}:
        return {**measure, "reserve": "egalisatie"}
    programma, taakveld = draw(ACCOUNTS if kind == "expense" else ACCOUNTS | st.just(("P", "0.5")))
    return {**measure, "booking": {"programma": programma, "taakveld": taakveld, "category": "3.8"}}


def _large() -> st.SearchStrategy[Document]:
    """Return amounts of € 100 or more, or PM, in one of the years or in both."""
    cents = st.integers(10**4, 10**6).map(written_euros) | st.just("PM")
    return _in_years(cents)


def _amounts() -> st.SearchStrategy[Document]:
    """Return an amount in one of the years, or in both."""
    cents = st.integers(0, 10**6).map(written_euros) | st.integers(-(10**4), 10**3).map(written_euros) | st.just("PM")
    return _in_years(cents)


def _in_years(cents: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    some = st.lists(st.sampled_from([str(year) for year in YEARS]), unique=True, min_size=1)
    return some.flatmap(lambda years: st.fixed_dictionaries(dict.fromkeys(years, cents)))


def write_stages(folder: Path, keys: Document, measures: Document, earlier: Document) -> Path:
    """Write a data folder with two stages, and return it."""
    files = {
        "keys.yaml": json.dumps(keys),
        "measures.yaml": json.dumps(measures),
        "scenarios/eerste.yaml": json.dumps({"patch": {"measures": earlier}}),
    }
    return write_folder(folder, files)


def before_of(measures: Document, earlier: Document) -> Document:
    """Return the measures of the first stage: those of the second with the amounts of the patch laid over them."""
    before = copy.deepcopy(measures)
    for name, patch in earlier.items():
        before["measures"][name]["amounts"] |= patch["amounts"]
    return before
