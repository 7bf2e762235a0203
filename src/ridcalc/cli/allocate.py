"""`ridcalc allocate`."""

from typing import Annotated, Literal

import typer

from ridcalc.cli.arguments import request_of, unit_option, usage_error
from ridcalc.cli.options import (
    By,
    Changes,
    Data,
    Depth,
    Force,
    FormWithCsv,
    Lang,
    Output,
    Participants,
    Scenario,
    Unit,
    Years,
)
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked

NO_TEXT = (".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".docx", ".doc", ".odt", ".html")
"""What the name of a file that holds text does not end in."""

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
    form: FormWithCsv = None,
    csv_dialect: Annotated[
        Literal["plain", "nl"], typer.Option("--csv-dialect", help=marked("nl: semicolons and decimal commas."))
    ] = "plain",
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
    if output and output.lower().endswith(NO_TEXT):
        raise usage_error(context, "--output", marked("a table is text; choose .txt, .md, .csv or .json"))
    with reporting_problems(context):
        request = request_of(context, data, scenario, changes, lang, form, output)
        if unit is not None and request.form == "csv":
            raise usage_error(context, "--unit", marked("csv holds the amounts as they are booked"))
        from ridcalc.commands.allocate import answer  # --help must not pay for it
        from ridcalc.core.values.filter import Filter
        from ridcalc.views.allocation import View

        harmless = csv_dialect == "nl" if csv_harmless is None else csv_harmless
        asked = Filter(tuple(sorted({*(year or ())})), tuple(participant or ()))
        view = View(by, depth, asked, unit_option(unit))
        complete(context, request, lambda: answer(request, view, csv_dialect, harmless=harmless), output, force=force)
