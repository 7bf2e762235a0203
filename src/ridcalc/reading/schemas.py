"""JSON Schema (2020-12) of the files, made from the models: what an editor needs to help while someone types.

A schema accepts all that the loader accepts; what needs more than one field to judge, the loader alone refuses. A base
file that is only complete with the patch of a scenario is not accepted: by itself, the loader refuses it too.
"""

import json
from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from ridcalc.core.budget import parsers, types
from ridcalc.core.budget.alternatives import KEY_ALTERNATIVES, MEASURE_ALTERNATIVES
from ridcalc.core.budget.model import Budget, Scenario
from ridcalc.core.budget.sections import FILES
from ridcalc.language.sentences import Language
from ridcalc.reading.descriptions import described

Schema = dict[str, Any]

KINDS = ("measures", "keys", "scenario")
"""The files that have a schema."""

_SCALAR = ["string", "number", "boolean"]
_NUMBER = r"-?[0-9]+(_[0-9]+)*(\.[0-9]+(_[0-9]+)*)?"
_FRACTION = r"-?[0-9]+(_[0-9]+)*/[0-9]+(_[0-9]+)*"
_PERIOD = r"[1-9][0-9]{3}(-(H[12]|Q[1-4]))?"


def _matching(pattern: str, *types: str) -> Schema:
    """Return the schema of a text of a form; YAML may read it as another type, which has no form to hold."""
    return {"type": ["string", *types], "pattern": f"^({pattern})$"}


_TEXT: Schema = {"type": _SCALAR, "pattern": r"\S", "maxLength": parsers.LONGEST_TEXT}
_ID = _matching(parsers.ID_PATTERN, "number", "boolean")
_YEAR = {**_matching("[1-9][0-9]{3}", "integer"), "minimum": 1000, "maximum": 9999}
_ANY_NUMBER = _matching(f"{_NUMBER}|{_FRACTION}", "number")
_NOT_NEGATIVE = {**_ANY_NUMBER, "minimum": 0}
_SHARE = {**_matching(f"{_NUMBER}|{_FRACTION}|{_NUMBER} *%", "number"), "minimum": 0}

_VALUES: tuple[tuple[object, Schema], ...] = (
    (types.Text, _TEXT),
    (types.Name, {**_TEXT, "maxLength": parsers.LONGEST_NAME}),
    (types.Id, _ID),
    (types.Currency, _matching(parsers.CURRENCY_PATTERN)),
    (types.Date, _matching("[0-9]{4}(-[0-9]{2}){0,2}", "integer")),
    (types.Year, _YEAR),
    (types.BudgetYear, _YEAR),
    (types.AnyPeriod, _matching(_PERIOD, "integer")),
    (types.BudgetPeriod, _matching(_PERIOD, "integer")),
    (types.Share, _SHARE),
    (types.Weight, _NOT_NEGATIVE),
    (types.Cents, _ANY_NUMBER),
    (types.PositiveCents, {**_ANY_NUMBER, "exclusiveMinimum": 0}),
    (types.UnitAmount, _matching(f"{_NUMBER}|{_FRACTION}|PM", "number")),
    (types.Boolean, {"enum": [True, False, "true", "false"]}),
    (types.Lag, {**_NOT_NEGATIVE, "maximum": 100}),
    (types.RoundingUnit, {**_NOT_NEGATIVE}),
    (types.BookingUnit, {**_NOT_NEGATIVE}),
    (types.DefaultScenario, _ID),
    (str, {}),
    (Any, {}),
    (types.ScenarioId, _ID),
)
"""What a value may look like, by the type that the models give it; a reference to a section is an id."""

_EXACTLY_ONE = {"Measure": MEASURE_ALTERNATIVES, "Key": KEY_ALTERNATIVES, "Definition": types.KINDS}
_TOGETHER = {
    "Measure": {"total": ["spread"], "spread": ["total"]},
    "Key": {"driver": ["among"], "among": ["driver"], "lag": ["driver"]},
    "Definition": {"driver": ["among"], "among": ["driver"], "lag": ["driver"]},
    "Participant": {"members": ["key"], "key": ["members"]},
}


def schema_of(kind: str, language: str) -> Schema:
    """Return the schema of a kind of file, with its descriptions in a language."""
    maker = _Maker(Language(language))
    if kind == "scenario":
        made = maker.scenario()
    else:
        sections = FILES[f"{kind}.yaml"]
        made = maker.object_of(Budget, lambda name: name in sections)
        made["required"] = [name for name in made["required"] if name in sections]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"ridcalc: {kind}"}
    return {**head, **made, "$defs": dict(sorted(maker.definitions.items()))}


def schema_text(kind: str, language: str) -> str:
    """Return the schema of a kind of file as the text of a JSON file."""
    return json.dumps(schema_of(kind, language), indent=1) + "\n"


class _Maker:
    """Makes schemas of models; keeps those that others refer to."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.definitions: dict[str, Schema] = {}

    def scenario(self) -> Schema:
        """Return the schema of a scenario, whose patch holds a part of anything."""
        made = self.object_of(Scenario)
        whole = self.object_of(Budget)
        made["properties"]["controls"] = {**whole["properties"]["controls"], **_told(made["properties"]["controls"])}
        patch = _partial({**whole, **_told(made["properties"]["patch"])})
        for name, definition in list(self.definitions.items()):
            self.definitions[f"{name}Patch"] = _partial(definition)
        made["properties"]["patch"] = patch
        return made

    def object_of(self, model: type[BaseModel], takes: Callable[[str], bool] = lambda _: True) -> Schema:
        """Return the schema of a model's objects, or of those of its fields that are taken."""
        kinds = tuple(kind.__name__ for kind in model.__mro__)
        hints = get_type_hints(model, include_extras=True)
        properties: dict[str, Schema] = {}
        for name, field in model.model_fields.items():
            shown = field.alias or name
            if takes(shown):
                told = described(kinds, shown)
                examples = {"examples": list(told.examples)} if told.examples else {}
                about = {"description": self.language.text(told.text), **examples}
                properties[shown] = {**self.value_of(hints[name]), **about}
        made: Schema = {
            "type": "object",
            "properties": properties,
            "patternProperties": {"^x-": {}},
            "additionalProperties": False,
        }
        required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
        if required:
            made["required"] = required
        if model.__name__ in _EXACTLY_ONE:
            made["oneOf"] = [{"required": [name]} for name in _EXACTLY_ONE[model.__name__]]
        if model.__name__ in _TOGETHER:
            made["dependentRequired"] = _TOGETHER[model.__name__]
        return made

    def value_of(self, hint: Any) -> Schema:  # noqa: ANN401  a type as annotations write it
        """Return the schema of a field's type."""
        known = _ID if types.section_of(hint) else next((schema for kind, schema in _VALUES if hint == kind), None)
        if known is not None:
            return known
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in {Annotated, Union, UnionType}:  # nothing is null in a file: an optional field is left out
            return self.value_of(next(one for one in arguments if one is not NoneType))
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is dict:
            return self.mapping_of(*arguments)
        if origin is tuple:
            return {"type": "array", "items": self.value_of(arguments[0])}
        return self.reference_to(hint)

    def reference_to(self, model: type[BaseModel]) -> Schema:
        """Return a reference to the schema of a model, which is made when it is first asked for."""
        if model.__name__ not in self.definitions:
            self.definitions[model.__name__] = {}  # it may hold itself
            self.definitions[model.__name__] = self.object_of(model)
        return {"$ref": f"#/$defs/{model.__name__}"}

    def mapping_of(self, key: object, value: object) -> Schema:
        """Return the schema of a mapping whose names are of one type and whose values are of another."""
        pattern = self.value_of(key).get("pattern", "")
        return {
            "type": "object",
            "patternProperties": {pattern: self.value_of(value)},
            "additionalProperties": False,
        }


def _told(schema: Schema) -> Schema:
    return {name: schema[name] for name in ("description", "examples") if name in schema}


def _partial(schema: Mapping[str, Any]) -> Schema:
    """Return the schema of a patch: every field may be left out, or be null, and the rules between fields wait."""
    made = {name: value for name, value in schema.items() if name not in {"required", "oneOf", "dependentRequired"}}
    for group in ("properties", "patternProperties"):
        if group in made:
            made[group] = {name: _or_null(value) for name, value in made[group].items()}
    return made


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {**_told(schema), "anyOf": [{"$ref": f"{schema['$ref']}Patch"}, {"type": "null"}]}
    if schema.get("type") == "object":
        return {**_told(schema), "anyOf": [_partial(schema), {"type": "null"}]}
    return {**_told(schema), "anyOf": [{k: v for k, v in schema.items() if k not in _told(schema)}, {"type": "null"}]}
