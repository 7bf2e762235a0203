"""The schemas that editors use agree with the loader: what the loader takes, they accept."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from field_examples import kinds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from builders import CASES, ROOT, SHIPPED, Run, as_text, write_folder
from case_files import read_cases
from editor import complaints, kind_of, parsed, read, textual
from effort import times
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.budget import model, objects
from ridcalc.core.values.problems import Problem, ProblemsFoundError
from ridcalc.language.languages import LANGUAGES, TRANSLATED
from ridcalc.language.sentences import Language
from ridcalc.reading.descriptions import COMMON, FIELDS, described
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.reading.schemas import KINDS, schema_of
from ridcalc.render.problems import render

Documents = dict[str, Any]
"""Keys, measures and scenario, as YAML 1.2 reads them."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schemas_are_sound_and_those_of_the_repository(kind: str, language: str, ridcalc: Run) -> None:
    schema = schema_of(kind, language)
    Draft202012Validator.check_schema(schema)
    printed = ridcalc("schema", kind, "--lang", language)
    assert json.loads(printed.out) == schema
    folder = ROOT / "schema" / (language if language in TRANSLATED else "")
    assert (folder / f"{kind}.json").read_text(encoding="utf-8") == printed.out, "python tools/schemas.py writes it"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_files_say_which_schema_they_have_and_fit_it(name: str) -> None:
    path = ROOT / "data" / f"{name}.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == ROOT / "schema" / "nl" / f"{kind_of(path)}.json"
    assert complaints(kind_of(path), read(path)) == []


def test_every_field_of_every_object_is_described() -> None:
    for kind in kinds():
        inherited = {name for base in kind.__mro__[1:] for name in getattr(base, "model_fields", {})}
        if kind not in {objects.Frozen, objects.Named, model.Controls}:
            names = {kind.model_fields[name].alias or name for name in kind.model_fields.keys() - inherited}
            assert names == FIELDS.get(kind.__name__, {}).keys(), kind.__name__
    assert objects.Named.model_fields.keys() == COMMON.keys()
    assert all(issubclass(kind, BaseModel) for kind in kinds())


def test_a_field_without_a_description_is_named() -> None:
    assert described(("Measure", "Named"), "note") == COMMON["note"]
    with pytest.raises(LookupError, match="the field 'vat_rate' of Measure has no description"):
        described(("Measure", "Named"), "vat_rate")


MISTAKES: dict[str, tuple[str, tuple[str, ...], Any]] = {
    "an unknown field": ("measures", ("measures", "tijdelijke-inhuur", "natuur"), "incidental"),
    "another word": ("measures", ("measures", "tijdelijke-inhuur", "nature"), "incidenteel"),
    "a list": ("measures", ("measures", "tijdelijke-inhuur", "nature"), ["incidental"]),
    "null": ("measures", ("measures", "tijdelijke-inhuur", "name"), None),
    "a Dutch number": ("measures", ("measures", "tijdelijke-inhuur", "amounts", "2023"), "30.000,50"),
    "another period": ("measures", ("measures", "tijdelijke-inhuur", "amounts", "2023-K1"), 5),
    "another spelling of PM": ("measures", ("measures", "tijdelijke-inhuur", "amounts", "2023"), "pm"),
    "an id with capitals": ("keys", ("participants", "Zevenaar"), {}),
    "a negative share": ("keys", ("keys", "k"), {"shares": {"zevenaar": -1, "duiven": 2}}),
    "two ways to divide": ("keys", ("keys", "k"), {"shares": {"duiven": 1}, "weights": {"duiven": 1}}),
    "no way to divide": ("keys", ("keys", "k"), {"name": "k"}),
    "a driver without participants": ("keys", ("keys", "k"), {"driver": "inwoners"}),
    "an unknown field in a patch": ("scenario", ("patch", "measures", "m", "natuur"), "incidental"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_an_editor_underlines(name: str) -> None:
    kind, (*above, last), value = MISTAKES[name]
    path = "scenarios/rapport" if kind == "scenario" else kind
    document = copy.deepcopy(textual(read(ROOT / "data" / f"{path}.yaml")))
    assert complaints(kind, document) == []
    at: Any = document
    for part in above:
        at = at.setdefault(part, {})
    at[last] = value
    assert complaints(kind, document)


FORMS: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("keys", ("keys", "k", "shares"), {"a": "52 %", "b": "48.0%"}),
    ("keys", ("keys", "k", "shares"), {"a": "1/3", "b": "2/3"}),
    ("keys", ("keys", "l", "weights"), {"c": "1_000.5"}),
    ("keys", ("keys", "v", "versions", "2023", "lag"), 100),
    ("keys", ("participants", "true"), {}),
    ("keys", ("participants", "p", "members"), ["c"]),
    ("measures", ("budget", "name"), "x" * 300),
    ("measures", ("budget", "description"), "x" * 10_000),
    ("measures", ("budget", "name"), 2023),
    ("measures", ("budget", "name"), True),
    ("measures", ("budget", "date"), "2023-01"),
    ("measures", ("budget", "currency"), "USD"),
    ("measures", ("budget", "vat"), "unknown"),
    ("measures", ("budget", "x-mine"), ["anything"]),
    ("measures", ("budget", "rounding"), {"unit": "1/100", "method": "largest-share", "level": "total"}),
    ("measures", ("measures", "m", "amounts"), {"2024-Q2": "-5", "2024-Q4": "1/4", "2023-H2": "1_000"}),
    ("measures", ("measures", "n", "spread"), {"2023-Q1": "1/3", "2024-Q3": "2/3"}),
    ("measures", ("controls", "c", "by_construction"), "true"),
    ("scenario", ("patch", "measures", "m", "amounts", "2023"), None),
    ("scenario", ("patch", "measures", "n"), {"total": None, "spread": None, "amounts": {"2024-H2": 5}}),
    ("scenario", ("patch", "controls"), {"c": None}),
    ("scenario", ("patch", "budget"), {"rounding": {"unit": None}, "years": ["2023", "2024", "2025"]}),
)


@pytest.mark.parametrize(("kind", "path", "value"), FORMS)
def test_every_form_that_the_loader_takes_an_editor_takes(
    kind: str, path: tuple[str, ...], value: object, tmp_path: Path
) -> None:
    made = copy.deepcopy(BASE)
    if kind != "scenario":
        made["scenario"] = {"name": "s"}
    at: Any = made[kind]
    for part in path[:-1]:
        at = at.setdefault(part, {})
    at[path[-1]] = value
    files = {"keys.yaml": "keys", "measures.yaml": "measures", "scenarios/s.yaml": "scenario"}
    write_folder(tmp_path, {file: json.dumps(made[one]) for file, one in files.items()})
    allocate(load(Folder(str(tmp_path)), "s").case)
    assert complaints(kind, made[kind]) == []


@pytest.mark.parametrize(
    "case",
    [case for path in sorted((CASES / "budgets").glob("*.yaml")) for case in read_cases(path)],
    ids=lambda case: case["name"],
)
def test_no_sound_case_is_underlined(case: dict[str, Any]) -> None:
    if "problems" in case["expect"]:
        return
    files = [("keys", case["keys"]), ("measures", case["measures"])]
    files += [("scenario", scenario) for scenario in case.get("scenarios", {}).values()]
    for kind, file in files:
        assert complaints(kind, parsed(as_text(file))) == []


TEXTS = "0|1|2023|12.5|1/3|52%|52 %|PM|pm|2023-H1|2024-Q4|a|b|x y|| |incidental|income|none|true|1_000|410.000|1e3|é|no"
SCALARS = st.sampled_from(TEXTS.split("|")) | st.sampled_from([0, 1, -1, 2023, 12.5, 0.01, True, False, None, 1e30])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "2023", "name"]), inner, max_size=3)
    ),
    max_leaves=4,
)
BASE: Documents = {
    "keys": {
        "participants": {
            "a": {"name": "A"},
            "b": {"coverage": {"2023": {"source": "saldo"}}},
            "p": {"members": ["c"], "key": "l"},
            "c": {},
        },
        "drivers": {"d": {"unit": "heads", "values": {"1900": {"a": 1, "b": 1}, "2022": {"a": 1, "b": "1/2"}}}},
        "keys": {
            "k": {"shares": {"a": "52%", "b": 0.48}},
            "l": {"weights": {"c": 1}},
            "v": {"versions": {"2023": {"driver": "d", "among": ["a", "b"], "lag": 1}, "2024-Q3": {"blend": {"k": 1}}}},
        },
    },
    "measures": {
        "budget": {
            "years": [2023, 2024],
            "executor": {"id": "x"},
            "rounding": {"unit": 0.01},
            "amendment": {"unit": 1},
        },
        "documents": {"doc": {"title": "T", "date": 2023}},
        "pc_documents": {"vgr": {"year": 2023}},
        "measures": {
            "m": {
                "nature": "incidental",
                "key": "k",
                "amounts": {"2023": 100, "2024-H1": "PM"},
                "pc_document": {"2023": "vgr"},
            },
            "n": {
                "nature": "structural",
                "key": "v",
                "side": "income",
                "total": 10,
                "spread": {"2023": "50%", "2024-H2": 0.5},
            },
        },
        "controls": {"c": {"year": 2023, "amount": 100, "rounded_to": 1, "by_construction": True}},
    },
    "scenario": {"only": ["m"], "assumptions": ["text"], "patch": {"measures": {"m": {"amounts": {"2023": 5}}}}},
}


def test_the_budget_that_is_changed_is_sound(tmp_path: Path) -> None:
    write_folder(tmp_path, {"keys.yaml": json.dumps(BASE["keys"]), "measures.yaml": json.dumps(BASE["measures"])})
    assert len(allocate(load(Folder(str(tmp_path)), "none").case).divisions) == 4


@st.composite
def documents(draw: st.DrawFn) -> Documents:
    """Draw a sound budget with a few things in it changed, taken away or added."""
    made = copy.deepcopy(BASE)
    for _ in range(draw(st.integers(0, 2))):
        at: Any = made[draw(st.sampled_from(KINDS))]
        while isinstance(at, dict) and at and draw(st.integers(0, 3)):
            name = draw(st.sampled_from(sorted(at)))
            if not isinstance(at[name], dict) or not at[name]:
                break
            at = at[name]
        action = draw(st.sampled_from(["set", "take", "add"]))
        if action == "add" or not at:
            at[
                draw(
                    st.sampled_from(
                        ["name", "note", "x-y", "source", "a", "b", "2023", "2024-Q1", "key", "vat", "side"]
                    )
                )
            ] = draw(VALUES)
        elif action == "set":
            at[draw(st.sampled_from(sorted(at)))] = draw(VALUES)
        else:
            del at[draw(st.sampled_from(sorted(at)))]
    return made


@given(made=documents())
@settings(max_examples=times(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_loader_takes_no_schema_refuses(made: Documents, tmp_path: Path) -> None:
    files = {"keys.yaml": "keys", "measures.yaml": "measures", "scenarios/s.yaml": "scenario"}
    write_folder(tmp_path, {file: json.dumps(made[kind]) for file, kind in files.items()})
    problems: list[Problem] = []
    try:
        for scenario in ("none", "s"):
            allocate(load(Folder(str(tmp_path)), scenario).case)
    except ProblemsFoundError as found:
        problems = found.problems
    for language in LANGUAGES:
        assert render(problems, Language(language)).count("error[") == len(problems)
    if problems:
        return
    for kind, document in made.items():
        assert complaints(kind, document) == []
