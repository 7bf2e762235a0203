"""Tables and outlines for a terminal, with rich. The caller gives the width; nothing is printed here."""

from io import StringIO

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ridcalc.language.sentences import Language
from ridcalc.render.layout import (
    WIDEST,
    TextPart,
    foot_lines,
    head_lines,
    heading_lines,
    parts,
    summary_lines,
    tree_lines,
)
from ridcalc.views.table import Outline, Section, Table

_STYLES = {"block": "bold", "head": "", "body": "", "total": "bold", "part": "dim"}
_MARKS = {"✓": "green", "✗": "bold red", "?": "yellow"}


def render(view: Table | Outline, language: Language, *, width: int = WIDEST, colour: bool = True) -> str:
    """Return a table or an outline as text for a terminal of `width` columns; prose is at most WIDEST wide."""
    output = StringIO()
    text_parts = [] if isinstance(view, Outline) else parts(view, language, width)
    console = Console(
        file=output,
        width=max(width, *(part.width for part in text_parts), 0),  # a narrower console cuts amounts
        force_terminal=True,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    prose = min(width, WIDEST)
    title, *facts = head_lines(view, language, prose)
    console.print(Text(title, style="bold"))
    for fact in facts:
        console.print(Text(fact, style="dim"))
    if isinstance(view, Outline):
        for branch in view.branches:
            console.print()
            console.print(Text(language.text(branch.label), style="bold"))
            for line in tree_lines(branch.below, language, prose):
                console.print(Text(line))
    else:
        for part in text_parts:
            console.print()
            console.print(_table(part))
        _print_lines(console, ["", *summary_lines(view, language, prose)] if view.lines else [])
    for section in view.foot:
        console.print()
        _print_section(console, section, language, prose)
    if isinstance(view, Table) and view.hints:
        if view.foot or not view.lines:  # else the hints follow these lines, to save a line of the screen
            console.print()
        for hint in view.hints:
            console.print(Text(language.text(hint), style="dim"), soft_wrap=True)
    lines = [line.rstrip() for line in output.getvalue().splitlines()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _print_section(console: Console, section: Section, language: Language, width: int) -> None:
    """Print a section of the foot; its heading is bold."""
    for line in heading_lines(section, language, width):
        console.print(Text(line, style="bold"))
    _print_lines(console, foot_lines(section, language, width))


def _print_lines(console: Console, lines: list[str]) -> None:
    """Print lines of prose; the mark of a published figure has its colour."""
    for line in lines:
        text = Text(line)
        mark = line.strip()[:1]
        if mark in _MARKS:
            text.stylize(_MARKS[mark], 0, line.index(mark) + 2)
        console.print(text)


def _table(part: TextPart) -> RichTable:
    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(part.heading), width=part.label_width, no_wrap=True)
    for heading, width in zip(part.columns, part.widths, strict=True):
        table.add_column(Text(heading), width=width, no_wrap=True)
    table.add_row(*("─" * width for width in (part.label_width, *part.widths)), style="dim")
    for number, row in enumerate(part.rows):
        if row.role == "block" and number:
            table.add_row()
        if row.role == "total":
            table.add_row("", *("─" * width for width in part.widths), style="dim")
        table.add_row(Text(row.label), *map(Text, row.cells), style=_STYLES[row.role])
    return table
