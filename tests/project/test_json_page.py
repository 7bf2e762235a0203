"""docs/json.md: what every command writes as JSON has exactly the fields and values that the page shows."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from builders import CASES, ROOT, Run
from effort import one_of
from ridcalc import cli
from tampering import changed, parts_of, swap, write_parts

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")

WORDS: dict[str, dict[str, Any]] = {
    "money": {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"},
    "euros": {"type": "string", "pattern": r"^[0-9]+(\.[0-9]{1,2})?$"},
    "fraction": {"type": "string", "pattern": r"^-?[0-9]+(/[0-9]+)?$"},
    "text": {"type": "string"},
    "day": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "whole": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "null": {"type": "null"},
}
"""The words of the table of the page, as JSON Schema."""

EXAMPLE = ("--data", str(ROOT / "src" / "ridcalc" / "examples" / "veiligheidsregio"))
DATED = ("--data", str(CASES / "dated"))
ICT = ("--data", str(ROOT / "src" / "ridcalc" / "examples" / "ict"))

COMMANDS = [
    ("allocate",),
    ("allocate", "--unit", "1000", "--total"),
    ("allocate", "--unit", "1000", "--by", "measure"),
    ("allocate", "--per", "inwoners", "--against", "rapport"),
    ("allocate", "--year", "2023", "--participant", "duiven"),
    ("allocate", "--set", "budget.rounding.level=total"),
    ("amend",),
    ("amend", "--from", "none"),
    ("outlook",),
    ("calendar", *DATED),
    ("benchmark",),
    ("benchmark", *DATED, "--prices-of", "2022"),
    ("check",),
    ("check", "--data", "no-such-folder"),
    ("check", "--set", "measures.i-strategie.key=rod"),
    ("scenarios",),
    ("compare", "rapport", "raadsbrief"),
    ("explain", "duiven"),
    ("explain", "{participant}", *ICT),
    ("report", "--from", "primitief"),
    ("reconcile", "410000", "--year", "2023"),
    ("reconcile", "1", "--year", "2023"),
    ("reconcile", "410000", "--year", "2023", "--by", "period"),
    ("adopt", "book.xlsx", "--as", "eigen"),
    ("adopt", "changed.xlsx", "--as", "eigen"),
    ("verify", "book.xlsx"),
    ("verify", "changed.xlsx"),
    ("import", "measures", str(ROOT / "src" / "ridcalc" / "examples" / "nl" / "begroting-van-collega.xlsx")),
]
OF_A_LARGE_BUDGET = [
    ("allocate", *EXAMPLE),
    ("amend", *EXAMPLE),
    ("outlook", *EXAMPLE),
    ("check", *EXAMPLE),
    ("scenarios", *EXAMPLE),
    ("compare", "begroting", "nieuwe-sleutel", *EXAMPLE),
    ("explain", "{participant}", *EXAMPLE),
    ("report", *EXAMPLE),
    ("reconcile", "50000", "--year", "2027", *EXAMPLE),
]


def blocks() -> dict[str, Any]:
    """Return the JSON of the page by the heading above it."""
    found = re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return {heading: json.loads(block) for heading, block in found}


def schema_of(shape: Any) -> dict[str, Any]:  # noqa: ANN401  a shape is any JSON
    """Return the JSON Schema of a shape of the page."""
    if isinstance(shape, dict) and "*" in shape:
        return {"type": "object", "additionalProperties": schema_of(shape["*"])}
    if isinstance(shape, dict):
        fields = {name.removesuffix("?"): schema_of(value) for name, value in shape.items()}
        required = [name for name in shape if not name.endswith("?")]
        return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}
    if isinstance(shape, list):
        [item] = shape
        return {"type": "array", "items": schema_of(item)}
    if not isinstance(shape, str):
        return {"const": shape}
    choices = [
        {"const": word.strip("'")} if word[0] == "'" else WORDS.get(word, {"$ref": f"#/$defs/{word}"})
        for word in shape.split(" | ")
    ]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def schema_for(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command writes."""
    every = blocks()
    shared = {name: schema_of(shape) for name, shape in every["Shared shapes"].items()}
    return {**schema_of(every[command]), "$defs": shared}


def test_every_command_with_json_has_a_block_and_is_held_against_it(ridcalc: Run) -> None:
    writes_json = r"--format <\S*json|--summary FILE .*JSON"
    with_json = {name for name in cli.COMMANDS if re.search(writes_json, ridcalc(name, "--help").out)}
    with_json.add("report")  # by the name of its file
    assert with_json == set(blocks()) - {"Shared shapes"}
    assert with_json == {command[0] for command in COMMANDS}


@pytest.mark.parametrize(
    "command",
    [*one_of(3, COMMANDS), *(pytest.param(one, marks=pytest.mark.slow) for one in OF_A_LARGE_BUDGET)],
    ids=" ".join,
)
def test_what_a_command_writes_is_what_the_page_shows(
    command: tuple[str, ...], ridcalc: Run, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if command[0] in {"adopt", "verify"}:
        book = request.getfixturevalue("workbook")
        changes = {
            "Maatregelen": swap("<v>300000<", "<v>250000<"),
            "Overzicht": swap('<row r="8"', '<row hidden="1" r="8"'),
        }
        write_parts(book.with_name("changed.xlsx"), changed(parts_of(book), **changes))
    else:
        request.getfixturevalue("shipped")
    data = command[command.index("--data") :] if "--data" in command else ()
    words = list(command)
    if any("{" in word for word in words):
        allocation = json.loads(ridcalc("allocate", "--format", "json", *data).out)
        participant = allocation["participants"][0]["id"]
        words = [word.format(participant=participant) for word in words]
    if command[0] == "import":
        ridcalc(*words, "--summary", tmp_path / "page.json")
    elif command[0] == "report":
        assert ridcalc(*words, tmp_path / "page.json").status == 0
    else:
        (tmp_path / "page.json").write_text(ridcalc(*words, "--format", "json").out, encoding="utf-8")
    document = json.loads((tmp_path / "page.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema_for(command[0])).validate(document)


def test_a_field_that_the_page_does_not_show_is_found() -> None:
    shape = {"amount": "money | null", "half?": "boolean"}
    validator = jsonschema.Draft202012Validator(schema_of(shape))
    assert validator.is_valid({"amount": None})
    assert validator.is_valid({"amount": "1.00", "half": True})
    assert not validator.is_valid({"amount": "1.0"})
    assert not validator.is_valid({"amount": "1.00", "more": 1})
    assert not validator.is_valid({"half": True})
