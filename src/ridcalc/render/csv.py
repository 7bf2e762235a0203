"""CSV: a row for each line of an allocation, for spreadsheets and other programs."""

from collections.abc import Iterator

from ridcalc.render.lines import COLUMNS, Notation, line_pieces
from ridcalc.render.results import Lines


def render(lines: Lines) -> Iterator[str]:
    """Yield CSV in pieces: a header with the names of the JSON fields, then a row for each line.

    No value needs quoting. With `formula_safe`, a negative fraction gets an apostrophe in front, because a spreadsheet
    would read it as a formula; ids and words never look like a formula.
    """
    notation = Notation(
        "",
        lines.separator,
        "\n",
        named=False,
        decimal_mark=lines.decimal_mark,
        formula_safe=lines.formula_safe,
    )
    yield notation.between.join(COLUMNS) + notation.end
    yield from line_pieces(lines.allocation, lines.selection, notation, lines.progress)
