"""Tables as sentences, one line per figure, for mail, for searching and for screen readers."""

from collections.abc import Iterator, Sequence

from ridcalc.language.sentences import Language
from ridcalc.render.layout import amount_of, cell_text
from ridcalc.views.table import Branch, Outline, Row, Table


def render(view: Table | Outline, language: Language) -> str:
    """Return the title, the facts, a line per figure or per branch of an outline, and the lines below a table."""
    lines = [language.text(text) for text in (view.title, *view.facts)]
    if isinstance(view, Table):
        lines += _figures(view, language)
        lines += [_marked(mark, language.text(label)) for mark, label in view.lines]
    else:
        lines += _labels(view.branches, language)
    for section in view.foot:
        heading = language.text(section.heading)
        lines += [f"{heading}: {_marked(mark, language.text(label))}" for mark, label in section.lines]
    return "\n".join(lines) + "\n"


def _marked(mark: str, text: str) -> str:
    return f"{mark} {text}" if mark else text


def _labels(branches: Sequence[Branch], language: Language) -> Iterator[str]:
    """Yield the label of each branch, before those of the branches below it."""
    for branch in branches:
        yield language.text(branch.label)
        yield from _labels(branch.below, language)


def _figures(table: Table, language: Language) -> Iterator[str]:
    """Yield `subject, column: figure` for each cell."""
    amount = amount_of(table, language)
    columns = [language.text(column) for column in table.said or table.columns]
    for subject, row in _subjects(table, language):
        for column, cell in zip(columns, row.cells, strict=False):
            if cell is not None:
                yield f"{subject}, {column}: {cell_text(cell, language, amount)}"


def _subjects(table: Table, language: Language) -> Iterator[tuple[str, Row]]:
    """Yield each row with its labels: of its block, its group, the row that it is a part of, and its own.

    A total that is not indented ends its block: a second total is that of all blocks.
    """
    block = group = whole = ""
    for row in table.rows:
        label = language.text(row.label)
        if row.role == "block":
            block, group = label, ""
        elif row.role == "head":
            group = label
            yield _joined(block, label), row
        elif row.role == "part":
            yield _joined(whole, label), row
        else:
            ends = row.role == "total" and not row.indent
            group = "" if ends else group
            whole = _joined(block, group, label)
            yield whole, row
            block = "" if ends else block


def _joined(*labels: str) -> str:
    return ", ".join(label for label in labels if label)
