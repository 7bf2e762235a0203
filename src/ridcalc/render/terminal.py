"""Rich tables for a terminal. Takes the width from whoever owns the terminal; owns no console itself."""

from io import StringIO

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ridcalc.language.sentences import Language
from ridcalc.render.layout import WIDEST, Part, foot_lines, head_lines, parts, tree_lines
from ridcalc.views.table import Outline, Table

_STYLES = {"block": "bold", "head": "", "body": "", "total": "bold"}
_MARKS = {"✓": "green", "✗": "bold red", "?": "yellow"}


def render(what: Table | Outline, language: Language, *, width: int = WIDEST, colour: bool = True) -> str:
    """Return a table or an outline as text for a terminal of `width` columns, of which it uses 100 at most."""
    width = min(width, WIDEST)
    output = StringIO()
    console = Console(
        file=output,
        width=width,
        force_terminal=True,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    title, *facts = head_lines(what, language, width)
    console.print(Text(title, style="bold"))
    for fact in facts:
        console.print(Text(fact, style="dim"))
    if isinstance(what, Outline):
        for branch in what.branches:
            console.print()
            console.print(Text(language.text(branch.label), style="bold"))
            for line in tree_lines(branch.below, language, width):
                console.print(Text(line))
    else:
        for part in parts(what, language, width):
            console.print()
            console.print(_table(part))
    console.print()
    for section in what.foot:
        console.print(Text(language.text(section.heading), style="bold"))
        for line in foot_lines(section, language, width):
            mark = line.strip()[:1]
            text = Text(line)
            if mark in _MARKS:
                text.stylize(_MARKS[mark], 0, 4)
            console.print(text)
        console.print()
    lines = [line.rstrip() for line in output.getvalue().splitlines()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(part: Part) -> RichTable:
    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(part.heading), width=part.label_width, no_wrap=True)
    for heading, width in zip(part.columns, part.widths, strict=True):
        table.add_column(Text(heading), width=width, no_wrap=True)
    table.add_row(*("─" * width for width in (part.label_width, *part.widths)), style="dim")
    for number, line in enumerate(part.lines):
        if line.role == "block" and number:
            table.add_row()
        if line.role == "total":
            table.add_row("", *("─" * width for width in part.widths), style="dim")
        table.add_row(Text(line.label), *map(Text, line.cells), style=_STYLES[line.role])
    return table
