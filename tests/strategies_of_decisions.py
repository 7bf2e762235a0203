"""Random budgets with tasks, bookings, reserves and coverage, and another state of the same budget before it."""

from typing import Any

from hypothesis import strategies as st

from builders import written_euros

Document = dict[str, Any]
YEARS = (2024, 2025)
NATURES = st.sampled_from(["incidental", "structural"])
ACCOUNTS = st.sampled_from([("P", "0.4"), ("P", "6.1"), ("Q", "6.1")])


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """Draw keys.yaml, measures.yaml with two stages, and the measures of the first stage as a patch."""
    keys = draw(_keys())
    measures = {f"m{number}": draw(_measures()) for number in range(draw(st.integers(1, 5)))}
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
    earlier = {name: {"amounts": draw(_amounts())} for name in measures if draw(st.booleans())}
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
def _measures(draw: st.DrawFn) -> Document:
    measure: Document = {"nature": draw(NATURES), "key": draw(st.sampled_from(["k", "l"])), "amounts": draw(_amounts())}
    measure |= draw(st.sampled_from([{}, {"task": "t"}, {"task": "u"}]))
    kind = draw(st.sampled_from(["expense", "expense", "expense", "income", "withdrawal", "addition"]))
    if kind in {"income", "withdrawal"}:
        measure["side"] = "income"
    if kind in {"withdrawal", "addition"}:
        return {**measure, "reserve": "egalisatie"}
    programma, taakveld = draw(ACCOUNTS if kind == "expense" else ACCOUNTS | st.just(("P", "0.5")))
    return {**measure, "booking": {"programma": programma, "taakveld": taakveld, "category": "3.8"}}


def _amounts() -> st.SearchStrategy[Document]:
    """Return an amount in one of the years, or in both."""
    cents = st.integers(0, 10**6).map(written_euros) | st.integers(-(10**4), 10**3).map(written_euros) | st.just("PM")
    some = st.lists(st.sampled_from([str(year) for year in YEARS]), unique=True, min_size=1)
    return some.flatmap(lambda years: st.fixed_dictionaries(dict.fromkeys(years, cents)))
