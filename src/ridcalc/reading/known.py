"""What a whole document defines, as far as it can be read: ids, years, unit, groups and defaults."""

from typing import Any

from pydantic import ValidationError

from ridcalc.core.budget.context import Definitions, Scenarios, Tally
from ridcalc.core.budget.defaults import defaults_in, with_defaults
from ridcalc.core.budget.document import Items, Node
from ridcalc.core.budget.parsers import ROUNDING_UNITS
from ridcalc.core.budget.sections import ALL, WITH_ENTRIES
from ridcalc.core.values.money import parse_number
from ridcalc.core.values.periods import parse_year
from ridcalc.core.values.problems import InvalidValueError
from ridcalc.reading.remainder import REQUIRED


def filled_in(document: Node, known: Definitions) -> Node:
    """Return the document with the defaults of the budget in the measures that lack these fields."""
    defaults = defaults_in(document)
    wrong: set[str] = set()
    if defaults:
        from ridcalc.core.budget.amount_rules import Defaults  # few budgets have defaults

        try:
            Defaults.model_validate(defaults, context=known)
        except ValidationError as error:
            wrong = {str(entry["loc"][0]) for entry in error.errors(include_url=False, include_input=False)}
    return with_defaults(document, wrong)


def known_in(document: Node, scenarios: Scenarios, unread: frozenset[str]) -> Definitions:
    """Return the ids, years and rounding unit of the document, as far as they can be read."""
    ids: dict[str, frozenset[str] | None] = {"scenarios": scenarios.ids}
    for section in WITH_ENTRIES:
        entries = document.get(section, None if section in REQUIRED else Node())
        ids[section] = None if section in unread or not isinstance(entries, Node) else frozenset(entries)
    participants, executor = ids["participants"], entry_at(document, "budget", "executor", "id")
    ids["organisations"] = (
        None if participants is None else participants | ({executor} if isinstance(executor, str) else set())
    )
    groups = _groups(document, participants)
    return Definitions(ids, _years(document), _unit(document), groups, scenarios.measures, Tally())


def _groups(document: Node, participants: frozenset[str] | None) -> dict[str, tuple[str, ...] | None]:
    """Return group → its participants, with the group of all without members; None for a group with a mistake."""
    entries, groups = document.get("participants"), document.get("groups")
    everyone = None
    if isinstance(entries, Node) and all(isinstance(entry, Node) for entry in entries.values()):
        everyone = tuple(name for name, entry in entries.items() if "members" not in entry)
    found: dict[str, tuple[str, ...] | None] = {ALL: everyone}
    for name, names in groups.items() if isinstance(groups, Node) else ():
        known = isinstance(names, Items) and all(isinstance(one, str) and one in (participants or ()) for one in names)
        found[name] = tuple(names) if known and names else None
    return found


def entry_at(node: Any, *names: str) -> Any:  # noqa: ANN401  plain data
    """Return the value at a path of names; None if it is missing."""
    for name in names:
        node = node.get(name) if isinstance(node, Node) else None
    return node


def _years(document: Node) -> frozenset[int] | None:
    years = entry_at(document, "budget", "years")
    try:
        return frozenset(parse_year(year) for year in years) if isinstance(years, Items) and years else None
    except (InvalidValueError, TypeError):  # reported by the field itself
        return None


def _unit(document: Node) -> int:
    """Return the rounding unit in cents; 1 if it is missing or wrong."""
    unit = entry_at(document, "budget", "rounding", "unit")
    try:
        return ROUNDING_UNITS.get(parse_number(unit), 1) if isinstance(unit, str) else 1
    except InvalidValueError:  # reported by the field itself
        return 1
