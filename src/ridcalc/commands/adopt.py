"""`ridcalc adopt`: what was changed in the inputs of a workbook, as a scenario."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ridcalc.commands import verify
from ridcalc.commands.adoption import refusals
from ridcalc.commands.adoption.patches import patch_between, without
from ridcalc.commands.adoption.scenario_text import scenario_text
from ridcalc.commands.changed_inputs import Input, Inputs
from ridcalc.commands.findings import UNCALCULATED, Findings, Found
from ridcalc.commands.shared import Request, language_of, load_for
from ridcalc.core.budget.parsers import check_id
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import InvalidValueError, Message, refuse, say
from ridcalc.files import check_target
from ridcalc.language.sentences import Language
from ridcalc.reading.loader import Loaded
from ridcalc.render.formats import ResultFormat

_MOST_KEPT = 100_000
"""Differences of a severity that are kept, to tell those in inputs from others."""
_MOST_LINES = 50
"""Limit on what is listed as not taken over; the rest is counted."""


class Adopted(NamedTuple):
    """What a workbook became: the text to show, and the scenario to write."""

    texts: Iterable[str]
    path: str
    """The path of the scenario's file."""
    content: str | None
    """What it holds; None: no input was changed."""


class Asked(NamedTuple):
    """What is asked for."""

    path: str
    """The path of the workbook."""
    name: str
    """The id of the scenario."""
    dry_run: bool
    """Whether nothing is written."""
    force: bool
    """Whether an existing scenario is replaced."""


def _target(data: str, name: str, *, force: bool) -> str:
    """Return the path of the file of a new scenario.

    Raises:
        ProblemsFoundError: the name cannot be an id, or the scenario exists and `force` is False.
    """
    try:
        check_id(name)
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"--as {name}")
    path = os.path.join(data, "scenarios", f"{name}.yaml")
    if os.path.lexists(path):
        check_target(path, force=force)
    return path


def run(request: Request, asked: Asked, message_language: str) -> Adopted:
    """Return the scenario of what was changed in a workbook. `message_language` is the code of a language.

    Raises:
        ProblemsFoundError: the scenario exists, the workbook cannot be taken over, or the files have problems.
    """
    path, name = asked.path, asked.name
    target = _target(request.data, name, force=asked.force)
    book, fields = verify.opened(path)
    refusals.check_made_here(path, fields)
    found = verify.found_as_recorded(request, fields)
    refusals.check_files(path, fields, found.digests())
    if f"scenarios/{name}.yaml" in found.loaded.sources:
        message = say("the workbook was made from scenario '{id}' itself", id=name)
        refuse("file-exists", message, say("choose another name"), place=f"--as {name}")
    findings = Findings(_MOST_KEPT, _MOST_KEPT)
    verify.compared(verify.expected_book(found, fields, book), book, findings, request.progress)
    if findings.inputs:
        findings.discard(UNCALCULATED)  # a result that is nothing now follows too
    inputs = Inputs(verify.layout_as_recorded(found, fields, book), findings.changed)
    refusals.check_cells(path, findings, inputs, tuple(book.sheets))
    changed = list(inputs.listed({row: text for row, text in inputs.settings.items() if text is not None}))
    content = None
    if changed:
        after = verify.found_as_recorded(request, fields, inputs.texts())
        layout = verify.layout_as_recorded(after, fields, book)
        refusals.check_followed(path, inputs, list(inputs.differing(layout)))
        content = _scenario(request, path, found.loaded, after.loaded)
    texts = _rendered(request, asked, changed, _ignored(findings), Language(message_language))
    return Adopted(texts, target, content)


def _scenario(request: Request, path: str, before: Loaded, after: Loaded) -> str:
    """Return the YAML of the scenario that leads to the changed files from the exported one, without its `--set` texts.

    Raises:
        ProblemsFoundError: the files have problems without those texts.
    """
    scenario = before.case.scenario
    base = load_for(request._replace(scenario=scenario.id)) if scenario.changes else before
    controls = base.scenario_node.get("controls") if base.scenario_node is not None else None
    patch = without(patch_between(base.document, after.document), "controls", controls or ())  # its own, not inherited
    name = None if scenario.id == NO_SCENARIO else scenario.id
    return scenario_text(os.path.basename(path), name, patch, language_of(after.case.budget, None))


def _ignored(findings: Findings) -> list[Found]:
    """Return the differences that are not taken over."""
    taken = {(cell.sheet, f"{letters(cell.column)}{cell.row}") for cell in findings.changed}
    return [found for found in findings.first() if (found.sheet, found.cell) not in taken]


def _rendered(
    request: Request, asked: Asked, changed: Sequence[Input], ignored: Sequence[Found], language: Language
) -> Iterable[str]:
    form = request.format
    if not isinstance(form, ResultFormat):
        return _texts(asked, changed, ignored, language)
    from ridcalc.render.results import Adoption, VerifiedInput  # not needed for sentences

    changes = [VerifiedInput(one.path, one.before, one.after, one.setting) for one in changed]
    not_taken = [(found.sheet, found.cell, found.kind) for found in ignored]
    return form.render(Adoption(asked.path, asked.name, changes, not_taken))


def _texts(asked: Asked, changed: Sequence[Input], ignored: Sequence[Found], language: Language) -> Iterator[str]:
    yield f"{language.text(_verdict(asked, len(changed)))}\n"
    lines = [_line(one) for one in changed]
    if ignored:
        lines.append(say("not taken over:"))
        lines += [verify.line_of(found, None) for found in ignored[:_MOST_LINES]]
    if len(ignored) > _MOST_LINES:
        lines.append(say("and {count} more", count=len(ignored) - _MOST_LINES))
    for line in lines:
        yield f"  {language.text(line)}\n"


def _verdict(asked: Asked, count: int) -> Message:
    if not count:
        return say("{file}: nothing changed", file=asked.path)
    if asked.dry_run:
        return say("{file}: inputs changed: {count}; nothing is written", file=asked.path, count=count)
    return say("{file}: inputs changed: {count}; scenario {id}", file=asked.path, count=count, id=asked.name)


def _line(one: Input) -> Message:
    return say(
        "{cell}: was {before}, is {after}; --set {setting}",
        cell=f"{one.sheet}!{letters(one.column)}{one.row}",
        before=one.before or "PM",
        after=one.after or "PM",
        setting=one.setting or "",
    )
