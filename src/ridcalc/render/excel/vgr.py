"""The lines that a municipality pastes into its progress report (VGR, voortgangsrapportage)."""

from collections.abc import Iterator

from ridcalc.core.analysis.ledger import account_of
from ridcalc.core.analysis.vgr import VgrLine
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment import sign_legend
from ridcalc.render.excel.cells import Cell, Row, Sheet, euros, money_style, nearest_euros, total_value
from ridcalc.render.excel.division import LINE, amount_column, line_numbers, of_rows, unknown_column
from ridcalc.render.excel.inputs import NATURE_LETTERS, codes_text
from ridcalc.render.excel.layout import FIRST_ROW, HEADING_ROW, Contents

_HEADINGS = (
    say("P&C document"),
    say("Municipality"),
    say("Programma"),
    say("Taakveld"),
    say("Category"),
    say("Description"),
    say("Amount, rounded to € 1,000"),
    say("V/N"),
    say("I/S"),
    say("Exact amount"),
    say("PM"),
    say("Explanation"),
    say("Remark"),
)
_NAMED_AT_MOST = 20
_EXACT, _UNKNOWN = "J", "K"
_WIDTHS = (14, 20, 22, 9, 9, 32, 14, 5, 5, 16, 9, 44, 36)


def vgr_sheet(contents: Contents) -> Sheet:
    """Return the lines: summed exactly, rounded last."""
    rows: list[Row] = [*contents.head(say("Lines for the progress report"))]
    rows.append([Cell(contents.text(heading), "head") for heading in _HEADINGS])
    rows += [_line_row(contents, FIRST_ROW + index, line) for index, line in enumerate(contents.vgr)]
    table = (contents.sheet("vgr"), HEADING_ROW, len(rows)) if contents.vgr else None
    if not contents.vgr:
        none = say("No contribution of a municipality lands in a planning document; partnerships have no lines here.")
        rows.append([Cell(contents.text(none))])
    rows += [[], [Cell(contents.text(sign_legend()), "fact")]]
    rows.append([Cell(contents.text(say("To paste: copy the cells, and paste them as values.")), "fact")])
    return Sheet(contents.sheet("vgr"), rows, len(rows), _WIDTHS, HEADING_ROW, 2, table)


def _line_row(contents: Contents, row: int, line: VgrLine) -> list[Cell | None]:
    text = contents.text
    budget = contents.case.budget
    account = account_of(budget.participants[line.participant].booking)
    document = budget.pc_documents[line.pc_document]
    return [
        Cell(text(document.name or line.pc_document)),
        Cell(contents.name(line.participant)),
        *(Cell(text(one)) if one else None for one in account[:3]),
        Cell(
            text(say("contribution to {name}", name=_payees(contents, line)))
            + (f" ({', '.join(_codes(contents, account.codes))})" if account.codes else ""),
            "wrapped",
        ),
        *_amounts(contents, row, line),
        Cell(text(_explanation(contents, line)), "wrapped"),
        Cell("; ".join(_remarks(contents, line)), "wrapped"),
    ]


def _explanation(contents: Contents, line: VgrLine) -> Message:
    names = tuple(contents.case.budget.measures[one].name or one for one in line.measures)
    more = say("and {count} more", count=len(names) - _NAMED_AT_MOST)
    shown = names if len(names) <= _NAMED_AT_MOST else (*names[:_NAMED_AT_MOST], more)
    return say("{names}", names=shown)


def _codes(contents: Contents, codes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    told = codes_text(codes)
    if told:
        yield contents.text(told)


def _payees(contents: Contents, line: VgrLine) -> tuple[str, ...]:
    """Return whom a participant pays contributions of the line's nature."""
    paid = (one for one in contents.ledger.contributions if one.payer == line.participant)
    found = dict.fromkeys(one.payee for one in paid if one.nature == line.nature)
    return tuple(contents.payee_name(payee) for payee in found)


def _amounts(contents: Contents, row: int, line: VgrLine) -> Iterator[Cell]:
    number = line_numbers(contents)[line.pc_document, line.nature]
    column = of_rows(contents, amount_column(contents, line.participant))
    unknown = of_rows(contents, unknown_column(contents, line.participant))
    lines = of_rows(contents, LINE)
    exact, posts = f"${_EXACT}{row}", f"${_UNKNOWN}{row}"
    summed = nearest_euros(f"SUMIFS({column},{lines},{number})")
    reported = f"ABS(ROUND({exact}/1000,0)*1000)"
    only_unknown = line.exact.pm and not line.exact.amount
    direction = "N" if line.exact.amount > 0 else "V" if line.exact.amount < 0 else ""
    formula = contents.formula
    yield Cell(
        "PM" if only_unknown else euros(abs(line.reported)),
        "thousands_assumed" if line.exact.assumed else "thousands",
        formula(f'IF({exact}="PM","PM",{reported})'),
    )
    yield Cell(direction, "centre", formula(f'IF(SUM({exact})>0,"N",IF(SUM({exact})<0,"V",""))'))
    yield Cell(NATURE_LETTERS[line.nature], "centre")
    yield Cell(
        total_value(line.exact),
        money_style(total=False, assumed=line.exact.assumed),
        formula(f'IF(({summed}=0)*({posts}>0)>0,"PM",{summed})'),
    )
    yield Cell(line.exact.pm, "pm", formula(f"SUMIFS({unknown},{lines},{number})"))


def _remarks(contents: Contents, line: VgrLine) -> Iterator[str]:
    account = account_of(contents.case.budget.participants[line.participant].booking)
    if line.participant in contents.provisional:
        yield contents.text(say("PROVISIONAL, key not adopted"))
    missing = [name for name, value in zip(("programma", "taakveld"), account[:2], strict=True) if value is None]
    if account.category is None:
        missing.append(contents.text(say("category (a contribution for IT can be 3.8 or 4.3.3)")))
    if missing:
        yield contents.text(say("missing: {fields}", fields=tuple(missing)))
    note = contents.case.budget.participants[line.participant].note
    if note:
        yield contents.text(note)
