"""The YAML of a scenario that a workbook became: its name, what it is based on, and the patch with what it replaces."""

import json
import re
from collections.abc import Iterator

from ridcalc.commands.adoption.patches import Changed, Patch
from ridcalc.core.budget.document import Items, Node
from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language, visible
from ridcalc.render import yaml

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?%?|[0-9]+/[0-9]+|PM|true|false|[0-9]{4}(-[A-Z0-9]+)?")
"""Values that stand without quotation marks: numbers, percentages, fractions, PM and periods."""
_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]*|[0-9]{4}(-[A-Z0-9]+)?")
"""Names that stand without quotation marks."""


def scenario_text(workbook: str, base: str | None, patch: Patch, language: Language) -> str:
    """Return the YAML of a scenario; `workbook` is the name of a file, `base` what it is based on (None: none)."""
    description = say("What was changed in {file}, taken over by ridcalc adopt.", file=workbook)
    entries = {
        "name": language.text(say("From {file}", file=workbook)),
        "description": language.text(description),
        "base": base,
    }
    head = [f"{name}: {yaml.text_of(visible(text))}\n" for name, text in entries.items() if text is not None]
    return "".join([*head, "patch:\n", *_lines(patch, 1, language)])


def _lines(patch: Patch, depth: int, language: Language) -> Iterator[str]:
    for name, entry in patch.items():
        start = f"{'  ' * depth}{name if _NAME.fullmatch(name) else _quoted(name)}:"
        if entry is None:
            yield f"{start} null\n"
        elif isinstance(entry, Changed):
            yield f"{start} {_flow(entry.value)}{_remark(entry, language)}\n"
        elif entry:
            yield f"{start}\n"
            yield from _lines(entry, depth + 1, language)
        else:
            yield f"{start} {{}}\n"


def _remark(entry: Changed, language: Language) -> str:
    """Return the remark with what a value was."""
    if entry.before is None or not entry.before.isprintable():
        return ""
    was = say("was {value}", value=entry.before)
    return f"  # {language.text(was)}"


def _flow(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, Items):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, Node):
        return f"{{{', '.join(f'{_quoted(name)}: {_flow(one)}' for name, one in value.items())}}}"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text without quotation marks if YAML reads letters alone as they stand, otherwise with them."""
    words = re.fullmatch(r"[^\W\d_][\w -]*\w", text) and text.lower() not in _OTHERWISE
    return text if words else json.dumps(text, ensure_ascii=False)


_OTHERWISE = ("null", "true", "false", "yes", "no", "on", "off")
"""Words that programs read as something else than a text."""
