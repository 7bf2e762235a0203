"""What is not known: PM posts, assumptions, and published figures that are not met."""

from collections.abc import Sequence

from ridcalc.core.allocation.result import Division
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import NATURE_NAMES, assumption_lines
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.selected import selected_assumptions, selected_divisions
from ridcalc.views.summary import control_lines
from ridcalc.views.table import Branch, Label, Row, Table, Text


def section(material: Material) -> Section:
    """Return the posts without an amount, what is assumed, and whether published figures are met."""
    divisions = selected_divisions(material.allocation, material.selection)
    unknown = [division for division in divisions if division.amount is None]
    assumptions = selected_assumptions(material.allocation, material.selection)
    text: list[Label] = [_pm_sentence(len({division.measure for division in unknown}))]
    text.append(_assumption_sentence(len(assumptions)))
    controls = control_lines(material.allocation, material.selection)
    text += [say("{mark} {text}", mark=mark, text=line) for mark, line in controls]
    branches = (Branch(say("What is assumed"), tuple(Branch(line) for _, line in assumption_lines(assumptions))),)
    return Section(
        "unknown",
        say("What is not known"),
        tuple(text),
        table=_table(material, unknown) if unknown else None,
        branches=branches if assumptions else (),
    )


def _pm_sentence(count: int) -> Message:
    if not count:
        return say("Every post has an amount.")
    if count == 1:
        return say("1 post has no amount yet (PM). It is known, and in no sum.")
    return say("{count} posts have no amount yet (PM). They are known, and in no sum.", count=count)


def _assumption_sentence(count: int) -> Message:
    if not count:
        return say("Nothing is assumed.")
    if count == 1:
        return say("1 choice is an assumption that no document settles; amounts that rest on it are marked *.")
    return say(
        "{count} choices are assumptions that no document settles; amounts that rest on them are marked *.", count=count
    )


def _table(material: Material, unknown: Sequence[Division]) -> Table:
    """Return a row for each post without an amount, with its nature and periods."""
    periods: dict[str, list[str]] = {}
    for division in unknown:
        periods.setdefault(str(division.measure), []).append(division.period.text)
    measures = material.budget.measures
    rows = tuple(
        Row(
            "body",
            material.budget.names.of("measures", name),
            (Text(NATURE_NAMES[measures[name].nature]), Text(say("{periods}", periods=tuple(texts)))),
        )
        for name, texts in periods.items()
    )
    return Table("", (), say("Post without an amount"), (say("Nature"), say("When")), rows, ())
