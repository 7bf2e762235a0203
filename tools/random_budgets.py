"""Draw random budgets as data folders. The same seed and number always give the same files.

Most budgets can be calculated; one in ten has a mistake.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import yaml
from random_dice import Mapping
from random_drafts import Draft

ONE_IN = 10
"""One budget in this many has a mistake."""


def _first(mapping: Mapping) -> Any:  # noqa: ANN401  any value of a budget
    return next(iter(mapping.values()))


def _cycle(draft: Draft) -> None:
    draft.participants |= {"kring": {"members": ["rond"], "key": "direct"}, "rond": {"members": ["kring"], "key": "k0"}}


MISTAKES: tuple[Callable[[Draft], object], ...] = (
    lambda draft: _first(draft.measures).update(key="kk0"),
    lambda draft: _first(draft.measures).update(nature="incidenteel"),
    lambda draft: _first(draft.measures).pop("nature"),
    lambda draft: _first(draft.measures).update(colour="red"),
    lambda draft: _first(draft.measures).update(amounts={"2024": "30.000,50"}, total=None),
    lambda draft: _first(draft.measures).update(amounts={"2024": "410.000", "2024-Q1": 1}),
    lambda draft: _first(draft.measures).update(amounts={"1999": 1}),
    lambda draft: _first(draft.measures).update(booking={"programma": ""}, pc_document={"2024": "vgr"}),
    lambda draft: _first(draft.measures).update(name=[], note={"a": "b"}),
    lambda draft: draft.measures.update({"M 1": _first(draft.measures)}),
    lambda draft: draft.keys.update(k0={"shares": dict.fromkeys(draft.leaves, "52,5%")}),
    lambda draft: draft.keys.update(k0={"shares": {draft.leaves[0]: "90%"}}),
    lambda draft: draft.keys.update(k0={"weights": dict.fromkeys(draft.leaves, 0)}),
    lambda draft: draft.keys.update(k0={"weights": {draft.leaves[0]: -1}}),
    lambda draft: draft.keys.update(k0={"weights": {"nobody": 1}}),
    lambda draft: draft.keys.update(k0={"weights": {draft.leaves[0]: 1}, "blend": {"direct": 1}}),
    lambda draft: draft.keys.update(k0={"driver": "inwoners", "among": draft.leaves}),
    lambda draft: draft.keys.update(k0={"blend": {"kk": 1}}, kk={"blend": {"k0": 1}}),
    lambda draft: draft.keys.update(direct={"versions": {"2099": {"weights": {draft.leaves[0]: 1}}}}),
    _cycle,
    lambda draft: draft.participants.update(werk={"members": [draft.leaves[0], draft.leaves[0]], "key": "direct"}),
    lambda draft: draft.budget.update(years=[]),
    lambda draft: draft.budget.update(date="2024-02-30"),
    lambda draft: draft.budget.update(rounding={"unit": 5}),
    lambda draft: draft.budget.update(default_scenario="krapp"),
    lambda draft: draft.controls.update(brief={"year": 2024, "amount": "€ 5", "measure": "m99"}),
    lambda draft: draft.scenarios["krap"].update(only=["m0"], without=["m0"]),
    lambda draft: draft.scenarios["krap"].update(base="ruim", without=["m99"]),
    lambda draft: draft.scenarios["ruim"].update(patch={"measures": {"m99": None}}),
    lambda draft: draft.scenarios["ruim"].update(base="ruim"),
)
"""Changes of a draft; each makes one mistake, or two that occur together."""

TEXT_MISTAKES: tuple[Callable[[str], str], ...] = (
    lambda text: text + "keys: {}\nkeys: {}\n",
    lambda text: text.replace(":", "", 1),
    lambda text: text + "\tlos: 1\n",
    lambda text: text + "x-a: &a 1\nx-b: *a\nx-c: !t 2\n",
    lambda _: "",
    lambda text: text + "x-d:\n",
    lambda text: text + "los: {niet: [dicht\n",
)
"""Changes of the text of a file; each makes one mistake."""


class Dumper(yaml.SafeDumper):
    """Writes values without quotation marks where YAML allows that, as a person would."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  as in the base class


Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:str", "null"))


def has_mistake(number: int) -> bool:
    """Return whether the random budget with a number has a mistake."""
    return number % ONE_IN == ONE_IN - 3


def files_of(seed: int, number: int) -> dict[str, str]:
    """Return file name in the data folder → text, for a random budget."""
    draft = Draft(seed, number)
    in_text = has_mistake(number) and draft.chance(0.2)
    if has_mistake(number) and not in_text:
        draft.dice.choice(MISTAKES)(draft)
    texts = {name: _written(draft.dice, data) for name, data in draft.documents_of().items()}
    if in_text:
        name = draft.dice.choice(list(texts))
        texts[name] = draft.dice.choice(TEXT_MISTAKES)(texts[name])
    return texts


def _written(dice: Random, data: Mapping) -> str:
    """Return the text of a file with the given data, in a random form of YAML."""
    form = dice.choice(("block", "block", "mixed", "mixed", "flow", "json"))
    if form == "json":
        return json.dumps(_textual(data), indent=dice.choice((None, 1)), ensure_ascii=dice.choice((True, False))) + "\n"
    flow = {"block": False, "mixed": None, "flow": True}[form]
    head = dice.choice(("", "# Een begroting.\n", "# yaml-language-server: $schema=../schema/nl/keys.json\n\n"))
    return head + as_text(_textual(data), flow=flow, width=dice.choice((60, 120, 10_000)))


def as_text(data: object, *, flow: bool | None = False, width: int = 120) -> str:
    """Return plain data as YAML: in blocks, in flow style, or with only the innermost mappings in flow style (None)."""
    text: str = yaml.dump(
        data, Dumper=Dumper, default_flow_style=flow, width=width, sort_keys=False, allow_unicode=True
    )
    return text


def _textual(value: object) -> object:
    """Return a deep copy of plain data with every number as text."""
    if isinstance(value, dict):
        return {name: _textual(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_textual(item) for item in value]
    return str(value) if isinstance(value, int) else value
