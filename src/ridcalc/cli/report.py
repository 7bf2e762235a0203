"""The command line of `ridcalc report`."""

import os
from typing import Annotated

import typer

from ridcalc.cli.arguments import check_decision, request_of, usage_error
from ridcalc.cli.options import Changes, Data, Force, Lang, Scenario, Since, Stage
from ridcalc.cli.output import complete, reporting_problems, write_output
from ridcalc.language.catalogue import marked

HELP = marked("Write a page that a council can read, with charts and sources.")


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.html", help=marked("The page to write; also .md or .json."))],
    data: Data = "data",
    scenario: Scenario = None,
    stage: Stage = None,
    since: Since = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="NAME", help=marked("Say what changed against this scenario.")),
    ] = None,
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="NAME", help=marked("The page of this participant alone."))
    ] = None,
    per: Annotated[
        str | None,
        typer.Option("--per", metavar="DRIVER", help=marked("Amounts per unit of this driver; otherwise inhabitants.")),
    ] = None,
    style: Annotated[
        str | None, typer.Option("--style", metavar="FILE.css", help=marked("Colours and letters of the house."))
    ] = None,
    changes: Changes = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc report`; write the path of the page to stdout."""
    check_decision(context, stage, since, scenario)
    suffix = next((ending for ending in (".html", ".md", ".json") if file.lower().endswith(ending)), None)
    if suffix is None:
        raise usage_error(context, "FILE.html", marked("the name of a page ends in .html, .md or .json"))
    with reporting_problems(context):
        request = request_of(context, data, scenario, changes, lang)
        from ridcalc.commands.amend import Asked  # slow; --help does not need it
        from ridcalc.commands.report import Options, run

        options = Options(participant, against, per, style)
        complete(context, request, lambda: run(request, Asked(stage, since), options, suffix), file, force=force)
        write_output([f"{os.path.normpath(file)}\n"])
