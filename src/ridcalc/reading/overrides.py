"""Changes for one run: each `--set` text `path=value` becomes a patch whose places are in the text itself."""

from ridcalc.core.budget.document import Node, Source, Spot
from ridcalc.core.values.problems import Problem, say
from ridcalc.reading.invisible import invisible_before
from ridcalc.reading.validation import refuse_nulls
from ridcalc.reading.yaml_builder import DEEPEST, EMPTY
from ridcalc.reading.yaml_text import read_value


def override_of(text: str) -> tuple[Node, list[Problem]]:
    """Return the patch of a `--set` text `path=value`, and its problems."""
    path, _, _ = text.partition("=")
    source = Source(text, text.encode("utf-8", "surrogateescape"), text)
    names = path.split(".")
    if len(names) > DEEPEST:
        message = say("the nesting here is more than {most} levels deep", most=DEEPEST)
        return Node(), [Problem("too-deep", message, place=source.place(0, 0))]
    if unseen := invisible_before(source, len(path)):
        return Node(), unseen
    start = len(path) + 1
    value, problems = read_value(source, start)
    if value is EMPTY:
        hint = say("write the value after the equals sign; null removes")
        problems = [
            Problem("empty-value", say("'{name}' has no value", name=path), hint, place=source.place(0, len(path)))
        ]
    begin = start + len(text[start:]) - len(text[start:].lstrip(" "))
    column = start
    for name in reversed(names):
        column -= len(name) + 1
        name = name.strip()  # noqa: PLW2901  spaces around the equals sign are ignored
        node = Node()
        node.set(name, value, Spot(source, 0, column, 0, begin, max(begin + 1, len(text.rstrip(" ")))))
        value = node
    if isinstance(value, Node):
        refuse_nulls(value, problems, within_patch=True)
    return value, problems


def is_within_absent_control(text: str, document: Node) -> bool:
    """Return whether a `--set` text changes a field of a control that the document does not have."""
    names = text.partition("=")[0].strip().split(".")
    controls = document.get("controls")
    return len(names) > 2 and names[0] == "controls" and not (isinstance(controls, Node) and names[1] in controls)
