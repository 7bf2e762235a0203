"""The JSON Schemas (2020-12) of the files, for editors; made from the models.

A schema accepts every file that the loader accepts. It does not check rules about several fields; the loader does. A
base file that is complete only with the patch of a scenario is refused, as the loader does without the scenario.
"""

import json
from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from ridcalc.core.budget import key_amounts, key_rules, parsers, section_types, types
from ridcalc.core.budget.alternatives import (
    DRIVER_ALTERNATIVES,
    INDEX_ALTERNATIVES,
    KEY_ALTERNATIVES,
    MEASURE_ALTERNATIVES,
    OVER_ALTERNATIVES,
    UNIT_ALTERNATIVES,
)
from ridcalc.core.budget.later import loaded
from ridcalc.core.budget.model import Budget, Scenario
from ridcalc.core.budget.sections import FIELDS_OF_DECISIONS, FILES, OF_ORGANISATIONS
from ridcalc.language.sentences import Language
from ridcalc.reading.descriptions import described

Schema = dict[str, Any]

KINDS = ("measures", "keys", "scenario")
"""The kinds of files with a schema."""

_SCALAR = ["string", "number", "boolean"]
_NUMBER = r"-?[0-9]+(_[0-9]+)*(\.[0-9]+(_[0-9]+)*)?"
_FRACTION = r"-?[0-9]+(_[0-9]+)*/[0-9]+(_[0-9]+)*"
_PERIOD = r"[1-9][0-9]{3}(-(H[12]|Q[1-4]|M(0[1-9]|1[0-2])))?"

_DAY = "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"


def _matching(pattern: str, *types: str) -> Schema:
    """Return the schema of a text with a pattern. Editors may read the text as one of `types`, without a pattern."""
    return {"type": ["string", *types], "pattern": f"^({pattern})$"}


_TEXT: Schema = {"type": _SCALAR, "pattern": r"\S", "maxLength": parsers.LONGEST_TEXT}
_ID = _matching(parsers.ID_PATTERN, "number", "boolean")
_YEAR = {**_matching("[1-9][0-9]{3}", "integer"), "minimum": 1000, "maximum": 9999}
_ANY_NUMBER = _matching(f"{_NUMBER}|{_FRACTION}", "number")
_NOT_NEGATIVE = {**_ANY_NUMBER, "minimum": 0}
_SHARE = {**_matching(f"{_NUMBER}|{_FRACTION}|{_NUMBER} *%", "number"), "minimum": 0}
_RATE = _matching(f"0|{_FRACTION}|{_NUMBER} *%", "integer")

_VALUES: dict[object, Schema] = {
    types.Text: _TEXT,
    types.Name: {**_TEXT, "maxLength": parsers.LONGEST_NAME},
    types.Id: _ID,
    types.Currency: _matching(parsers.CURRENCY_PATTERN),
    types.Date: _matching("[0-9]{4}(-[0-9]{2}){0,2}", "integer"),
    types.Year: _YEAR,
    types.BudgetYear: _YEAR,
    types.StartOfVersion: _matching(f"{_PERIOD}|{_DAY}", "integer"),
    types.Day: _matching(_DAY),
    types.AverageYears: {**_NOT_NEGATIVE, "minimum": 1, "maximum": 100},
    types.Step: {**_ANY_NUMBER, "exclusiveMinimum": 0},
    key_amounts.LeavingPart: _SHARE,
    key_rules.PathShare: _SHARE,
    types.BudgetPeriod: _matching(_PERIOD, "integer"),
    types.Share: _SHARE,
    types.Weight: _NOT_NEGATIVE,
    types.Cents: _ANY_NUMBER,
    types.PositiveCents: {**_ANY_NUMBER, "exclusiveMinimum": 0},
    types.KeyAmount: _NOT_NEGATIVE,
    types.BaseOfEach: _NOT_NEGATIVE,
    key_amounts.KeyPrice: _NOT_NEGATIVE,
    key_amounts.LastContribution: _NOT_NEGATIVE,
    types.UnitAmount: _matching(f"{_NUMBER}|{_FRACTION}|PM", "number"),
    types.NotNegativeCents: {**_ANY_NUMBER, "minimum": 0},
    types.Threshold: {**_ANY_NUMBER, "minimum": 0},
    types.SingleDocument: _ID,
    types.OneDocument: _ID,
    types.StageScenario: _ID,
    types.BalanceField: _matching("stage|[1-9][0-9]{3}", "integer"),
    types.BalanceValue: {"anyOf": [_ANY_NUMBER, _ID]},
    types.Boolean: {"enum": [True, False, "true", "false"]},
    types.Lag: {**_NOT_NEGATIVE, "maximum": 100},
    types.Decimals: {**_NOT_NEGATIVE, "maximum": 10},
    types.StartYear: _YEAR,
    types.StartPeriod: _matching(_PERIOD, "integer"),
    types.Rate: _RATE,
    types.SingleRate: _RATE,
    types.IndexRate: _RATE,
    types.IndexValue: {**_ANY_NUMBER, "exclusiveMinimum": 0},
    types.Precision: _RATE,
    types.Price: {**_matching(f"{_NUMBER}|{_FRACTION}|PM", "number"), "minimum": 0},
    types.IndexChoice: _ID,
    types.Among: {"anyOf": [{"type": "array", "items": _ID}, _ID]},
    types.RoundingUnit: {**_NOT_NEGATIVE},
    types.BookingUnit: {**_NOT_NEGATIVE},
    types.DefaultScenario: _ID,
    str: {},
    Any: {},
    types.ScenarioId: _ID,
    section_types.DecisionKindChoice: {"enum": list(get_args(section_types.DecisionKind))},
    section_types.Exemption: {"enum": list(get_args(section_types.ExemptionName))},
    section_types.Recess: _matching(f"{_DAY} */ *{_DAY}"),
    section_types.Papers: {**_NOT_NEGATIVE, "maximum": 366},
}
"""Type in the models → schema of a value. A type that refers to a section has the schema of an id."""

_EXACTLY_ONE = {
    "Measure": MEASURE_ALTERNATIVES,
    "Index": INDEX_ALTERNATIVES,
    "Driver": DRIVER_ALTERNATIVES,
    "Over": OVER_ALTERNATIVES,
    "Key": KEY_ALTERNATIVES,
    "Definition": types.KINDS,
    "KeyTariff": UNIT_ALTERNATIVES,
}
_BESIDE = {("Measure", "amounts"): "parts"}
"""(Object, one of its alternatives) → another with which it may stand."""
_WITH_DEFAULTS = frozenset({"Measure"})
"""The objects whose fields the defaults of the budget can fill in."""
_TOGETHER = {
    "Measure": {"total": ["spread"], "spread": ["total"], "ends": ["yearly"]},
    "Index": {"precision": ["mix"], "correction": ["corrections"]},
    "Key": {"driver": ["among"], "among": ["driver"], "lag": ["driver"], "split": ["versions"]},
    "Driver": {"average": ["from"], "round": ["from"]},
    "Definition": {"driver": ["among"], "among": ["driver"], "lag": ["driver"]},
    "Participant": {"members": ["key"], "key": ["members"], "successor": ["until"], "until": ["successor"]},
}


def schema_of(kind: str, language: str) -> Schema:
    """Return the schema of a kind of file (one of KINDS), with descriptions in the language with this code."""
    builder = _SchemaBuilder(Language(language))
    if kind == "scenario":
        schema = builder.scenario()
    else:
        sections = FILES[f"{kind}.yaml"]
        schema = builder.object_of(Budget, lambda name: name in sections)
        schema["required"] = [name for name in schema["required"] if name in sections]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"ridcalc: {kind}"}
    return {**head, **schema, "$defs": dict(sorted(builder.definitions.items()))}


def schema_text(kind: str, language: str) -> str:
    """Return the schema of a kind of file as the text of a JSON file."""
    return json.dumps(schema_of(kind, language), indent=1) + "\n"


class _SchemaBuilder:
    """A builder of schemas from models. Keeps the schemas of models that other schemas refer to."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.definitions: dict[str, Schema] = {}

    def scenario(self) -> Schema:
        """Return the schema of a scenario. Its patch may have any part of the base files."""
        schema = self.object_of(Scenario)
        budget = self.object_of(Budget)
        fields = schema["properties"]
        fields["controls"] = {**budget["properties"]["controls"], **_descriptions(fields["controls"])}
        patch = _partial({**budget, **_descriptions(fields["patch"])})
        for name, definition in list(self.definitions.items()):
            self.definitions[f"{name}Patch"] = _partial(definition)
        fields["patch"] = patch
        return schema

    def object_of(self, model: type[BaseModel], includes: Callable[[str], bool] = lambda _: True) -> Schema:
        """Return the schema of a model, with the fields for whose names `includes` is true."""
        kinds = tuple(kind.__name__ for kind in model.__mro__)
        hints = get_type_hints(model, include_extras=True)
        properties: dict[str, Schema] = {}
        for name, field in model.model_fields.items():
            file_name = field.alias or name  # the name of the field in the files
            if includes(file_name):
                description = described(kinds, file_name)
                examples = {"examples": list(description.examples)} if description.examples else {}
                texts = {"description": self.language.text(description.text), **examples}
                properties[file_name] = {**self.value_of(hints[name]), **texts}
        schema: Schema = {
            "type": "object",
            "properties": properties,
            "patternProperties": {"^x-": {}},
            "additionalProperties": False,
        }
        if OF_ORGANISATIONS in properties:  # they stand beside the other fields, by their ids
            together = properties.pop(OF_ORGANISATIONS)
            (of_one,) = together["patternProperties"].values()
            ids = f"^(?!({'|'.join(FIELDS_OF_DECISIONS)})$)({parsers.ID_PATTERN})$"
            schema["patternProperties"][ids] = {**of_one, **_descriptions(together)}
        required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
        if required and model.__name__ not in _WITH_DEFAULTS:
            schema["required"] = required
        if model.__name__ in _EXACTLY_ONE:
            schema["oneOf"] = [_alternative(model.__name__, name) for name in _EXACTLY_ONE[model.__name__]]
        if model.__name__ in _TOGETHER:
            schema["dependentRequired"] = _TOGETHER[model.__name__]
        return schema

    def value_of(self, hint: Any) -> Schema:  # noqa: ANN401  a type as annotations write it
        """Return the schema of the type of a field."""
        hint = loaded(hint)
        known = _ID if types.section_of(hint) else _VALUES.get(hint)
        if known is not None:
            return known
        origin, arguments = get_origin(hint), get_args(hint)
        if types.BY_SHAPE in getattr(hint, "__metadata__", ()):
            return {"anyOf": [self.value_of(shape) for shape in get_args(arguments[0])]}
        if origin in {Annotated, Union, UnionType}:  # null is not allowed in a file: an optional field is left out
            return self.value_of(next(argument for argument in arguments if argument is not NoneType))
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is dict:
            return self.mapping_of(*arguments)
        return {"type": "array", "items": self.value_of(arguments[0])} if origin is tuple else self.reference_to(hint)

    def reference_to(self, model: type[BaseModel]) -> Schema:
        """Return a reference to the schema of a model. The first reference makes the schema."""
        if model.__name__ not in self.definitions:
            self.definitions[model.__name__] = {}  # set first, because a model may refer to itself
            self.definitions[model.__name__] = self.object_of(model)
        return {"$ref": f"#/$defs/{model.__name__}"}

    def mapping_of(self, key: object, value: object) -> Schema:
        """Return the schema of a mapping with keys and values of these types."""
        pattern = self.value_of(key).get("pattern", "")
        return {
            "type": "object",
            "patternProperties": {pattern: self.value_of(value)},
            "additionalProperties": False,
        }


def _alternative(kind: str, name: str) -> Schema:
    """Return the schema of an object that has one of its alternative fields, without another beside which it stands."""
    beside = _BESIDE.get((kind, name))
    return {"required": [name], **({"not": {"required": [beside]}} if beside else {})}


def _descriptions(schema: Schema) -> Schema:
    """Return the part of a schema that describes, and does not restrict."""
    return {name: schema[name] for name in ("description", "examples") if name in schema}


def _partial(schema: Mapping[str, Any]) -> Schema:
    """Return the schema of a patch: every field may be left out or be null, and no rules between fields apply."""
    partial = {name: value for name, value in schema.items() if name not in {"required", "oneOf", "dependentRequired"}}
    for group in ("properties", "patternProperties"):
        if group in partial:
            partial[group] = {name: _or_null(value) for name, value in partial[group].items()}
    return partial


def _or_null(schema: Schema) -> Schema:
    """Return the schema of a value in a patch: the value, a part of it if it is an object, or null."""
    descriptions = _descriptions(schema)
    if "$ref" in schema:
        value: Schema = {"$ref": f"{schema['$ref']}Patch"}
    elif schema.get("type") == "object":
        value = _partial(schema)
    elif "anyOf" in schema:
        value = {"anyOf": [_or_null(shape) for shape in schema["anyOf"]]}
    else:
        value = {name: rule for name, rule in schema.items() if name not in descriptions}
    return {**descriptions, "anyOf": [value, {"type": "null"}]}
