"""What ridcalc answers to the question of a case: compare, explain or reconcile."""

from collections.abc import Iterator
from typing import Any

from case_program import Program, Row, as_options, put, total


def differences(program: Program) -> dict[str, Any]:
    """Return what `compare` finds: participant, then year and nature; the causes that are not zero."""
    found: dict[str, Any] = {}
    for row in program.answer("compare", *program.case["compare"], *program.changes)["differences"]:
        causes = [{cause: amount} for cause, amount in row["causes"].items() if amount != "0.00"]
        names = (row["participant"], f"{row['year']} {row['nature']}")
        put(found, names, Row(row["difference"], row | {"causes": causes}))
    return found


def explanation(program: Program) -> dict[str, Any]:
    """Return what `explain` says: year and nature, then each amount with the steps that lead to the participant."""
    question = dict(program.case["explain"])
    where = [question.pop(name) for name in ("participant", "year") if name in question]
    arguments = [*where, *as_options(question), *program.options]
    return {
        f"{figure['year']} {figure['nature']}": Row(
            total(figure).value, figure | {"amounts": dict(_explained(figure["origins"]))}
        )
        for figure in program.answer("explain", *arguments)["figures"]
    }


def _explained(origins: list[dict[str, Any]]) -> Iterator[tuple[str, Row]]:
    """Yield each amount of a figure, with its measures and period as its name."""
    for origin in origins:
        name = f"{' + '.join(origin['measures'])} {origin['period']}"
        steps = [_step(step) for chain in origin["steps"] for step in chain]
        unknown = {name: "PM" for name in ("whole", "part") if origin[name] is None}
        yield name, Row(origin["part"] or "PM", origin | unknown | {"steps": steps})


def _step(step: dict[str, Any]) -> Row:
    """Return a step, with the versions of keys that were in force and what each blended key gives."""
    versions = [Row(version["key"], version) for version in step["versions"]]
    return Row(step["amount"], step | {"versions": versions, "blend": _blend(step)})


def _blend(blending: dict[str, Any]) -> list[Row]:
    """Return the keys that a key blends, each with the keys that it blends itself."""
    return [Row(part["exact"] or "PM", part | {"blend": _blend(part)}) for part in blending["blend"]]


def reconciliation(program: Program) -> dict[str, Any]:
    """Return what `reconcile` finds: every solution with its amounts, and what all or none of them have."""
    question = dict(program.case["reconcile"])
    amount = question.pop("amount")
    found = program.answer("reconcile", *as_options(question), *program.options, "--", amount)
    solutions = [{_item(item): item["amount"] for item in way["items"]} for way in found["solutions"]]
    return {**Row("", found), "solutions": solutions, "nearest": _nearest(found["nearest"])}


def _nearest(nearest: dict[str, Any] | None) -> dict[str, Any] | str:
    """Return the nearest sums below and above a figure, each as its amounts."""
    if nearest is None:
        return "none"
    sides = {
        side: {_item(item): item["amount"] for item in nearest[side]["items"]} if nearest[side] else "none"
        for side in ("below", "above")
    }
    return {**sides, "complete": "yes" if nearest["complete"] else "no"}


def _item(item: dict[str, Any]) -> str:
    return f"{'half of ' if item.get('half') else ''}{item['measure']} {item['period']}"
