"""Tables and outlines in Markdown, to paste into a document."""

import re
from collections.abc import Iterator, Sequence

from ridcalc.language.sentences import Language
from ridcalc.render.layout import AmountFormat, amount_of, cell_text, is_text
from ridcalc.views.table import Branch, Label, Outline, Row, Table

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~])")


def render(view: Table | Outline, language: Language) -> str:
    """Return a table or an outline as Markdown; the marks of Markdown are escaped in labels."""
    blocks = [f"## {escaped(language.text(view.title))}"]
    blocks += [escaped(language.text(fact)) for fact in view.facts]
    if isinstance(view, Outline):
        blocks.append("\n".join(branch_lines(view.branches, language)))
    else:
        blocks.append("\n".join(table_lines(view, language)))
        blocks += ["\n".join(item_lines(view.lines, language))] if view.lines else []
    for section in view.foot:
        lines = "\n".join(item_lines(section.lines, language))
        blocks.append(f"**{escaped(language.text(section.heading))}**\n\n{lines}")
    return "\n\n".join(blocks) + "\n"


def item_lines(lines: Sequence[tuple[str, Label]], language: Language) -> Iterator[str]:
    """Yield an item of a list for each mark (or empty text) and label."""
    return (f"- {escaped(f'{mark} ' if mark else '')}{escaped(language.text(label))}" for mark, label in lines)


def branch_lines(branches: Sequence[Branch], language: Language, depth: int = 0) -> Iterator[str]:
    """Yield a line for each branch, those below it indented."""
    for branch in branches:
        yield f"{'  ' * depth}- {escaped(language.text(branch.label))}"
        yield from branch_lines(branch.below, language, depth + 1)


def table_lines(table: Table, language: Language) -> Iterator[str]:
    """Yield the lines of a table: headings, a rule, and a line for each row."""
    headings = [language.text(label) for label in (table.heading, *table.columns)]
    yield f"| {' | '.join(map(escaped, headings))} |"
    yield f"|---|{''.join('---|' if is_text(table, column) else '---:|' for column in range(len(table.columns)))}"
    amount = amount_of(table, language)
    for row in table.rows:
        yield _row(row, len(table.columns), language, amount)


def _row(row: Row, count: int, language: Language, amount: AmountFormat) -> str:
    label = "&emsp;" * row.indent + escaped(language.text(row.label))
    cells = [escaped(cell_text(cell, language, amount)) for cell in row.cells] or [""] * count
    if row.role not in {"body", "part"}:
        label = f"**{label}**"
    if row.role == "total":
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    return f"| {label} | {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Return a text in which the marks of Markdown are text."""
    return _MARKUP.sub(r"\\\1", text)
