"""CSV: the lines of an allocation for other programs and spreadsheets, a row each."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.progress import Work
from ridcalc.render.lines import COLUMNS, CSV, DUTCH_CSV, written


def to_csv(
    allocation: Allocation, asked: Filter, work: Work, *, dialect: str = "plain", harmless: bool = False
) -> Iterator[str]:
    """Yield the lines as CSV, a row each, with the names of the JSON fields as header.

    The dialect `nl` has semicolons and decimal commas, for a spreadsheet program set to Dutch. No value needs quoting.
    If `harmless`, what a spreadsheet would take for a formula, a negative fraction, has an apostrophe before it; ids
    and words never look like one.
    """
    form = (DUTCH_CSV if dialect == "nl" else CSV)._replace(harmless=harmless)
    yield form.between.join(COLUMNS) + form.end
    yield from written(allocation, asked, form, work)
