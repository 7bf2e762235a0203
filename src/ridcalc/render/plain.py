"""Aligned plain text: what a pipe or a file gets."""

from collections.abc import Iterator

from ridcalc.render.language import Language
from ridcalc.render.layout import Part, foot_lines, head_lines, parts
from ridcalc.table import Section, Table


def render(table: Table, language: Language) -> str:
    """Return a table as aligned plain text of at most 100 columns, its totals below a rule."""
    blocks = ["\n".join(head_lines(table, language))]
    blocks += ["\n".join(line.rstrip() for line in _part(part)) for part in parts(table, language)]
    blocks += [render_section(section, language).rstrip("\n") for section in table.foot]
    return "\n\n".join(blocks) + "\n"


def render_section(section: Section, language: Language) -> str:
    """Return a heading with its lines below it."""
    return "\n".join([language.text(section.heading), *foot_lines(section, language)]) + "\n"


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
    return label.ljust(part.label_width) + "".join(
        f"  {cell:>{width}}" for cell, width in zip(cells, part.widths, strict=False)
    )
