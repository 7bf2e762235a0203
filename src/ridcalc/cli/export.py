"""The command line of `ridcalc export`."""

import os
from typing import Annotated

import typer

from ridcalc.cli.arguments import check_decision, request_of, usage_error
from ridcalc.cli.options import Changes, Data, Force, Lang, Scenario, Since, Stage
from ridcalc.cli.output import language_of_run, print_problems, reporting_problems, write_output
from ridcalc.cli.progress import progress_shown
from ridcalc.language.catalogue import marked

HELP = marked("Write the Excel workbook for the VGR and the budget amendment.")


def command(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE.xlsx", help=marked("The workbook to write."))] = None,
    data: Data = "data",
    scenario: Scenario = None,
    stage: Stage = None,
    counted_from: Since = None,
    changes: Changes = None,
    participant: Annotated[
        str | None,
        typer.Option("--participant", metavar="NAME", help=marked("The workbook of this participant alone.")),
    ] = None,
    all_in: Annotated[
        str | None,
        typer.Option("--all", metavar="DIR", help=marked("One workbook for each municipality, in this folder.")),
    ] = None,
    pc_document: Annotated[
        str | None,
        typer.Option("--pc-document", metavar="NAME", help=marked("Report lines of this planning document only.")),
    ] = None,
    values: Annotated[bool, typer.Option("--values", help=marked("Values instead of formulas."))] = False,
    protect: Annotated[
        bool, typer.Option("--protect", help=marked("Protect all cells but the inputs, without a password."))
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="FILE.xlsx", help=marked("List the inputs that changed since this workbook.")),
    ] = None,
    print_trace: Annotated[
        bool, typer.Option("--print-trace", help=marked("Print the sheet Trace too, which has many pages."))
    ] = False,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc export`; write the paths of the workbooks to stdout."""
    if (file is None) == (all_in is None):
        raise usage_error(context, "FILE.xlsx", marked("name one workbook to write, or a folder with --all"))
    if file is not None and not file.lower().endswith(".xlsx"):
        raise usage_error(context, "FILE.xlsx", marked("the name of a workbook ends in .xlsx"))
    if all_in is not None and participant is not None:
        raise usage_error(context, "--participant", marked("--all has every participant already"))
    check_decision(context, stage, counted_from, scenario)
    with reporting_problems(context):
        from ridcalc.files import check_target, folders_of, write_files  # slow; --help does not need it

        if file is not None:
            check_target(file, force=force)
        request = request_of(context, data, scenario, changes, lang)
        from ridcalc.commands.amend import Asked
        from ridcalc.commands.export import Target, run
        from ridcalc.render.excel.selection import Options

        options = Options(participant, pc_document, values, protect, print_trace=print_trace)
        target = Target(file or all_in or "", per_municipality=all_in is not None)
        with progress_shown(request.progress, lambda: language_of_run(context)):
            exported = run(request, Asked(stage, counted_from), target, options, since)
        written: list[str] = []
        try:
            with folders_of(exported.paths if all_in is not None else ()):
                for path in exported.paths:
                    check_target(path, force=force)
                files = ((path, [content]) for path, content in exported.files)
                with progress_shown(request.progress, lambda: language_of_run(context)):
                    write_files(files, force=force, written=written)
        finally:
            write_output([f"{os.path.normpath(path)}\n" for path in written])
        print_problems(exported.language, exported.warnings, "warning")
