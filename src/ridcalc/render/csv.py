"""CSV: the lines of an allocation for other programs and spreadsheets, a row each."""

from collections.abc import Iterator

from ridcalc.render.lines import COLUMNS, Form, written
from ridcalc.render.results import Lines


def render(lines: Lines) -> Iterator[str]:
    """Yield the lines as CSV, a row each, with the names of the JSON fields as header. No value needs quoting.

    If they are to be `formula_safe`, what a spreadsheet would take for a formula, a negative fraction, has an
    apostrophe before it; ids and words never look like one.
    """
    form = Form(
        "",
        lines.separator,
        "\n",
        named=False,
        decimal_mark=lines.decimal_mark,
        formula_safe=lines.formula_safe,
    )
    yield form.between.join(COLUMNS) + form.end
    yield from written(lines.allocation, lines.asked, form, lines.progress)
