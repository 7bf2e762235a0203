"""The commands that compare_checkouts.py runs on a data folder, and the names and amounts in their arguments."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from zlib import crc32

import yaml

ASKED = """
1 allocate
4 allocate --unit 1000 --format json
5 allocate --by period --unit 1000
6 allocate --format csv --csv-dialect nl --csv-exact
6 allocate --year {year} --year {year} --participant {participant}
8 allocate --unit 1500 && reconcile 5000 --year {year} --tolerance -1
1 check --format json
2 check
4 check --strict
2 scenarios
2 compare {all}
5 compare {all} --unit 1000
6 COLUMNS=70 compare {all}
3 reconcile {amount} --year {year}
4 reconcile {amount} --year {year} --format json --by period
6 reconcile {amount} --year {year} --participant {participant} --tolerance 5 --split --format markdown
6 reconcile 5000 --year {year} --rounded-to 1000
5 allocate --set budget.rounding.level=total --set measures.{measure}.nature=structural
6 allocate --set measures.{measure}.key=nergens
8 explain nobody && allocate --year 1999 && allocate --scenario nergens && export x.xlsx --pc-document nergens
8 export --all alle
"""
"""Commands for a budget. A line with number N is run for about one budget in N; with COLUMNS it runs on a terminal."""

ASKED_OF_EACH = """
3 allocate --scenario {scenario}
4 allocate --scenario {scenario} --by measure
6 allocate --scenario {scenario} --by period
6 allocate --scenario {scenario} --depth leaf
7 allocate --scenario {scenario} --depth top --by period
5 allocate --scenario {scenario} --unit 1000
7 allocate --scenario {scenario} --unit 1000 --by measure
7 allocate --scenario {scenario} --format markdown
1 allocate --scenario {scenario} --format json
4 allocate --scenario {scenario} --format csv
5 allocate --scenario {scenario} --format csv --csv-dialect nl
8 allocate --scenario {scenario} --year {year} --participant {participant}
12 allocate --scenario {scenario} -o {scenario}.json && allocate --scenario {scenario} -o {scenario}.md
10 COLUMNS=100 allocate --scenario {scenario} && COLUMNS=50 allocate --scenario {scenario} --by measure
7 check --scenario {scenario} --format json
3 compare {scenario} {other}
4 compare {scenario} {other} --format json
8 compare {scenario} {other} --per {driver}
8 compare {scenario} {other} --unit 1000
9 compare {scenario} {other} --year {year} --participant {participant} --format markdown
3 explain {participant} {year} --scenario {scenario}
6 explain {participant} --scenario {scenario} --format json
8 explain {participant} --scenario {scenario} --format markdown --unit 1000
9 COLUMNS=80 explain {participant} {year} --measure {measure} --scenario {scenario}
7 export {scenario}.xlsx --scenario {scenario} && verify {scenario}.xlsx
12 export {scenario}-v.xlsx --scenario {scenario} --values && verify {scenario}-v.xlsx
12 export {scenario}-p.xlsx --scenario {scenario} --participant {participant} --protect && verify {scenario}-p.xlsx
15 export {scenario}-d.xlsx --scenario {scenario} --pc-document {document}
"""
"""Commands for each scenario of a budget, in the same form."""

ASKED_OF_A_MISTAKE = """
1 allocate
1 check --format json
2 check
4 scenarios
4 compare {all}
4 export x.xlsx
"""

PROGRAM = """
schema measures && schema keys && schema scenario && schema scenario -o schema.json
init made && allocate --data made && init made && verify data/keys.yaml && export x.xlsx && verify x.xlsx --data made
compare none && export && export x.txt && allocate --by wrong && allocate -o x.xlsx && budget && check --unit 5
reconcile 5.000 --year 2023 && reconcile --year 2023 && explain && allocate --set wrong && watch export && watch -o x
"""
"""Commands about the program itself, besides help."""

NAMES = (
    "allocate",
    "check",
    "compare",
    "explain",
    "export",
    "init",
    "reconcile",
    "scenarios",
    "schema",
    "verify",
    "watch",
)


class Command(NamedTuple):
    """A command as checkout_driver.py takes it; its `Command` describes the fields."""

    args: Sequence[str]
    env: Mapping[str, str] = MappingProxyType({})
    screen: bool = False
    into: str = ""


def asked(data: Path, number: int, language: str, *, all_of_it: bool = False, mistaken: bool = False) -> list[Command]:
    """Return the commands for a data folder: all of them, or a selection that depends on its number.

    If the budget is `mistaken`, it gets the few commands for a budget with a mistake.
    """
    facts = facts_of(data, number)
    scenarios = facts.pop("scenario")
    if scenarios[1:]:
        facts["all"] = " ".join(scenarios)
    lines = [(line, facts) for line in _lines_of(ASKED_OF_A_MISTAKE if mistaken else ASKED)]
    for scenario, other in zip(scenarios, [*scenarios[1:], scenarios[0]], strict=True):
        names = {**facts, "scenario": scenario, "other": other}
        lines += [(line, names) for line in _lines_of(ASKED_OF_EACH) if not mistaken]
    commands: list[Command] = []
    for place, (line, names) in enumerate(lines):
        turn, _, texts = line.partition(" ")
        if all_of_it or not crc32(f"{number}/{place}".encode()) % int(turn):
            commands += commands_of(texts, names)
    return [command._replace(args=[*command.args, *(["--lang", language] if language else [])]) for command in commands]


def commands_of(texts: str, names: Mapping[str, Any]) -> Iterator[Command]:
    """Yield the commands of a line; no command if the budget lacks a name in the line."""
    try:
        commands = texts.format_map(names).split(" && ")
    except KeyError:
        return
    for text in commands:
        words = text.split()
        columns = words.pop(0).partition("=")[2] if words[0].startswith("COLUMNS=") else ""
        yield Command(words, {"COLUMNS": columns} if columns else {}, bool(columns))


def _lines_of(text: str) -> list[str]:
    return text.strip().splitlines()


def facts_of(data: Path, number: int) -> dict[str, Any]:
    """Return the values of the names in the commands: all scenarios, and one of each other kind, selected by number."""
    content: dict[str, Any] = {}
    for name in ("keys.yaml", "measures.yaml"):
        try:
            content |= texts_in((data / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, yaml.YAMLError):
            continue  # the file has a mistake
    measures = _mapping(content.get("measures"))
    amounts_of_measures = [_mapping(_mapping(measure).get("amounts")) for measure in measures.values()]
    amounts = [amount for by_period in amounts_of_measures for amount in by_period.values()]
    facts: dict[str, list[Any]] = {
        "participant": list(_mapping(content.get("participants"))),
        "year": list(_mapping(content.get("budget")).get("years", ())),
        "driver": list(_mapping(content.get("drivers"))),
        "measure": list(measures),
        "document": list(_mapping(content.get("pc_documents"))),
        "amount": [amount for amount in amounts if str(amount).isdigit()],
    }
    scenarios = ["none", *sorted(path.stem for path in data.glob("scenarios/*.yaml"))]
    return {"scenario": scenarios, **{name: some[number % len(some)] for name, some in facts.items() if some}}


def texts_in(text: str) -> Any:  # noqa: ANN401  any value of a file
    """Return the content of a YAML text, every scalar as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes only texts


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
