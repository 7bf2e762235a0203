"""Tables and outlines as aligned text without colour, for a pipe or a file."""

from collections.abc import Iterator

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
from ridcalc.render.widths import left
from ridcalc.views.table import Branch, Outline, Section, Table


def render(view: Table | Outline, language: Language, width: int = WIDEST) -> str:
    """Return a table or an outline as text, with a rule above totals; prose is at most WIDEST columns wide."""
    prose = min(width, WIDEST)
    blocks = ["\n".join(head_lines(view, language, prose))]
    if isinstance(view, Outline):
        blocks += ["\n".join(_tree(branch, language, prose)) for branch in view.branches]
    else:
        blocks += ["\n".join(line.rstrip() for line in _part(part)) for part in parts(view, language, width)]
        blocks += ["\n".join(summary_lines(view, language, prose))] if view.lines else []
    blocks += [render_section(section, language, prose).rstrip("\n") for section in view.foot]
    return "\n\n".join(blocks) + "\n"


def render_section(section: Section, language: Language, width: int = WIDEST) -> str:
    """Return a heading and its lines below it, wrapped at `width` characters."""
    return "\n".join([*heading_lines(section, language, width), *foot_lines(section, language, width)]) + "\n"


def _tree(branch: Branch, language: Language, width: int) -> Iterator[str]:
    yield language.text(branch.label)
    yield from tree_lines(branch.below, language, width)


def _part(part: TextPart) -> Iterator[str]:
    yield _line(part.heading, part.columns, part)
    yield "─" * part.width
    for number, row in enumerate(part.rows):
        if row.role == "block" and number:
            yield ""
        if row.role == "total":
            yield _line("", tuple("─" * width for width in part.widths), part)
        yield _line(row.label, row.cells, part)


def _line(label: str, cells: tuple[str, ...], part: TextPart) -> str:
    return left(label, part.label_width) + "".join(f"  {cell}" for cell in cells)
