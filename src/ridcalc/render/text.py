"""Aligned plain text: what a pipe or a file gets."""

from collections.abc import Iterator

from ridcalc.language.sentences import Language
from ridcalc.render.layout import WIDEST, Part, foot_lines, head_lines, parts, tree_lines
from ridcalc.views.table import Branch, Outline, Section, Table


def render(what: Table | Outline, language: Language) -> str:
    """Return a table or an outline as plain text of at most 100 columns, a table's totals below a rule."""
    blocks = ["\n".join(head_lines(what, language))]
    if isinstance(what, Outline):
        blocks += ["\n".join(_tree(branch, language)) for branch in what.branches]
    else:
        blocks += ["\n".join(line.rstrip() for line in _part(part)) for part in parts(what, language)]
    blocks += [render_section(section, language).rstrip("\n") for section in what.foot]
    return "\n\n".join(blocks) + "\n"


def render_section(section: Section, language: Language, width: int = WIDEST) -> str:
    """Return a heading with its lines below it, of `width` columns at most."""
    return "\n".join([language.text(section.heading), *foot_lines(section, language, width)]) + "\n"


def _tree(branch: Branch, language: Language) -> Iterator[str]:
    yield language.text(branch.label)
    yield from tree_lines(branch.below, language)


def _part(part: Part) -> Iterator[str]:
    yield _line(part.heading, part.columns, part)
    yield "─" * (part.label_width + sum(part.widths) + 2 * len(part.widths))
    for number, line in enumerate(part.lines):
        if line.role == "block" and number:
            yield ""
        if line.role == "total":
            yield _line("", tuple("─" * width for width in part.widths), part)
        yield _line(line.label, line.cells, part)


def _line(label: str, cells: tuple[str, ...], part: Part) -> str:
    return label.ljust(part.label_width) + "".join(f"  {cell}" for cell in cells)
