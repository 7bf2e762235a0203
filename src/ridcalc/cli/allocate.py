"""`ridcalc allocate`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, request_of, unit_option, usage_error
from ridcalc.cli.options import (
    AllocationFormat,
    By,
    Changes,
    CsvDialect,
    Data,
    Depth,
    Force,
    Lang,
    Output,
    Participants,
    Scenario,
    Unit,
    Years,
)
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import FORMATS, PLAIN, LinesFormat, dialect_named, suffixes_of

NO_TEXT = (".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".docx", ".doc", ".odt", ".html")
"""Suffixes of files that do not hold text. A format that has one of these as its suffix is written all the same."""

HELP = marked("Show who pays what, per year.")


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    changes: Changes = None,
    by: By = "participant",
    depth: Depth = "all",
    year: Years = None,
    participant: Participants = None,
    unit: Unit = None,
    form: AllocationFormat = None,
    csv_dialect: CsvDialect = PLAIN.name,
    csv_harmless: Annotated[
        bool | None,
        typer.Option(
            "--csv-harmless/--csv-exact",
            help=marked("An apostrophe before what a spreadsheet takes for a formula; so in the dialect nl."),
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Answer `ridcalc allocate`."""
    _check_suffix(context, output or "")
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        if unit is not None and isinstance(chosen, LinesFormat):
            text = marked("{format} holds the amounts as they are booked")
            raise usage_error(context, "--unit", text, format=chosen.name)
        from ridcalc.commands.allocate import answer  # --help must not pay for it
        from ridcalc.core.values.filter import Filter
        from ridcalc.views.allocation import View

        dialect = dialect_named(csv_dialect)
        formula_safe = dialect.formula_safe if csv_harmless is None else csv_harmless
        asked = Filter(tuple(sorted({*(year or ())})), tuple(participant or ()))
        view = View(by, depth, asked, unit_option(unit))
        complete(
            context,
            request,
            lambda: answer(request, view, dialect, formula_safe=formula_safe),
            output,
            force=force,
        )


def _check_suffix(context: typer.Context, output: str) -> None:
    """Refuse a file whose suffix says that it does not hold text, unless a format has that suffix.

    Raises:
        BadParameter: it is refused; the message lists the suffixes to choose from.
    """
    *suffixes, last = suffixes_of(FORMATS)
    name = output.lower()
    if name.endswith(NO_TEXT) and not name.endswith((*suffixes, last)):
        text = marked("a table is text; choose {suffixes} or {last}")
        raise usage_error(context, "--output", text, suffixes=", ".join(suffixes), last=last)
