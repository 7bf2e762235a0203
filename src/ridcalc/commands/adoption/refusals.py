"""Why nothing is taken from a workbook: what it is, and the cells that cannot be taken over."""

from collections.abc import Mapping, Sequence

from ridcalc import __version__
from ridcalc.commands.changed_inputs import Inputs
from ridcalc.commands.findings import Findings
from ridcalc.commands.inputs.places import Row
from ridcalc.commands.recorded_fields import Fields
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, refuse, say

CODE = "workbook-refused"
_AGAIN = say("export the workbook again, and make the changes in that one")


def check_made_here(path: str, fields: Fields) -> None:
    """Check that this version of ridcalc wrote a workbook, with formulas.

    Raises:
        ProblemsFoundError: another version did, or it is a workbook of values.
    """
    tool, this = fields["tool"][0], f"ridcalc {__version__}"
    if tool != this:
        refuse(CODE, say("made by {tool}, and this is {this}", tool=tool, this=this), _AGAIN, place=path)
    if "values" in fields:
        message = say("this is a workbook of values, in which nothing can be changed")
        refuse(CODE, message, say("export it without --values"), place=path)


def check_files(path: str, fields: Fields, digests: Sequence[tuple[str, str]]) -> None:
    """Check that the files are those from which a workbook was made; `digests` are their SHA-256 now.

    Raises:
        ProblemsFoundError: a problem for each file that is another one, or new or gone since.
    """
    recorded = {
        name.removeprefix("sha256 "): values[0] for name, values in fields.items() if name.startswith("sha256 ")
    }
    now = dict(digests)
    problems = [
        Problem(CODE, say("{file} is not what it was when the workbook was made", file=name), _AGAIN, place=Place(path))
        for name in (recorded | now)
        if recorded.get(name) != now.get(name)
    ]
    if problems:
        raise ProblemsFoundError(problems)


def check_cells(path: str, findings: Findings, inputs: Inputs, sheets: Sequence[str]) -> None:
    """Check that what stands in each changed input can be taken over; `sheets` are the sheets of the workbook.

    Raises:
        ProblemsFoundError: a problem for each sheet that is missing, and for each cell that cannot be taken over.
    """
    missing = [title for title, _ in inputs.places if title not in sheets]
    problems = [
        Problem(CODE, say("sheet {sheet} is missing", sheet=title), _AGAIN, place=Place(path))
        for title in dict.fromkeys(missing)
    ]
    moved: set[str] = set()
    for unfit in findings.unfit:
        if unfit.sheet not in moved:
            problems.append(_problem(path, (unfit.sheet, unfit.row), unfit.column, _UNFIT[unfit.kind]))
        if unfit.kind == "row":  # nothing below stands where it stood
            moved.add(unfit.sheet)
    formulas = {(one.sheet, one.row) for one in findings.unfit if one.kind == "formula"}
    for cell in inputs.changed:
        row = (cell.sheet, cell.row)
        if cell.sheet in moved or row in formulas:
            continue
        why = _why(inputs, row, cell.value)
        if why is not None:
            problems.append(_problem(path, row, cell.column, why))
    if problems:
        raise ProblemsFoundError(problems)


_UNFIT: Mapping[str, tuple[Message, Message]] = {
    "row": (
        say("this row is not the row of the export: a row was added, removed or moved here"),
        say("put the rows back; a new measure or participant belongs in the files"),
    ),
    "formula": (
        say("a formula stands where an input belongs"),
        say("put its outcome in the cell as a number, or PM"),
    ),
    "number": (
        say("a number stands where the export has no input: a row was added here, or a calculation of your own"),
        say("a new amount belongs in the files; put a calculation of your own in another column"),
    ),
}


def _why(inputs: Inputs, row: Row, value: str | None) -> tuple[Message, Message] | None:
    """Return why what stands in an input cannot be taken over, and what to do; None if it can."""
    place = inputs.places.get(row)
    if place is not None and place.kind == "weight" and row not in inputs.filled:
        return say("a weight is a whole number"), say("write a whole number, 0 or more")
    if value is None:
        return say("this input is empty or a text"), say("write a number, 0 for nothing, or PM for an unknown amount")
    if row not in inputs.filled:
        return say("this amount is not in whole cents"), say("round it to two decimals")
    if inputs.settings[row] is None:
        return _NO_PLACE
    return None


_NO_PLACE = (
    say("this number follows from several numbers in the files, so that a change has no place there"),
    say("change the numbers in the files that it follows from"),
)


def check_followed(path: str, inputs: Inputs, differing: Sequence[Row]) -> None:
    """Check that the changed files give what stands in every input; `differing` are the rows where these do not.

    Raises:
        ProblemsFoundError: a problem for each input that the files give otherwise.
    """
    problems = [_problem(path, row, inputs.places[row].column, _OTHERWISE) for row in differing]
    if problems:
        raise ProblemsFoundError(problems)


_OTHERWISE = (
    say("with these changes the files give another number here: a number of the files stands in several cells"),
    say("change every cell with that number in the same way, also those that add it up; or change the files"),
)


def _problem(path: str, row: Row, column: int, why: tuple[Message, Message]) -> Problem:
    """Return the problem of a cell."""
    sheet, number = row
    return Problem(CODE, *why, place=Place(f"{path}!{sheet}!{letters(column)}{number}"))
