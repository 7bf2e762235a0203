"""The annex of an amendment: the accounts of each organisation with their lines, and what it reports where."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ridcalc.core.analysis.decisions.accounts import AccountRow
from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.lines import ChangeLine
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.amendment_cells import Change, Columns
from ridcalc.views.amendment_words import SIDE_NAMES, description_of, organisation_name
from ridcalc.views.table import Label, Row

if TYPE_CHECKING:
    from ridcalc.core.analysis.decisions.posts import Post

_NATURES: dict[NatureName, Message] = {"incidental": say("incidental"), "structural": say("structural")}
AccountName = tuple[str | None, str | None, SideName]


def annex_rows(amendment: Amendment, block: Block, columns: Columns) -> Iterator[Row]:
    """Yield the accounts of an organisation, each with the lines below it that change, and its P&C documents."""
    name = organisation_name(amendment.decision, block.organisation)
    yield Row("block", say("Annex: {name}", name=name))
    accounts: dict[AccountName, dict[int, AccountRow]] = {}
    for row in block.accounts:
        accounts.setdefault((row.programma, row.taakveld, row.side), {})[row.year] = row
    lines: dict[AccountName, dict[Post, dict[int, ChangeLine]]] = {}
    for line in block.lines:
        account = line.post.account
        of_account = lines.setdefault((account.programma, account.taakveld, line.post.side), {})
        of_account.setdefault(line.post, {})[line.year] = line
    for account_name, of_year in accounts.items():
        programma, taakveld, side = account_name
        words: Label = " ".join(filter(None, (programma, taakveld))) or say("no account")
        label = say("{account}, {side}", account=words, side=SIDE_NAMES[side])

        def place(year: int, label: Message = label) -> Message:
            """Return what the account of a year is called."""
            return say("{words} of {name} in {year}", words=label, name=name, year=str(year))

        changes = {year: _of_account(row) for year, row in of_year.items()}
        cells = columns.cells(changes, adds=side == "income", place=place)
        yield Row("head", label, cells)
        for post, years in lines[account_name].items():
            if not any(line.changes for line in years.values()):
                continue
            cells = columns.cells({year: _of_line(line) for year, line in years.items()}, adds=side == "income")
            described = description_of(amendment.decision, post)
            yield Row("body", say("{words}, {nature}", words=described, nature=_NATURES[post.nature]), cells, 1)
    yield from _document_rows(amendment, block, columns)


def _document_rows(amendment: Amendment, block: Block, columns: Columns) -> Iterator[Row]:
    """Yield what a municipality reports in each P&C document: income, then expense; and what stands in none."""
    decision = amendment.decision
    for document in block.documents:
        known = decision.after.budget.pc_documents.get(document.document or "")
        yield Row("head", known.name_or(str(document.document)) if known else say("in no P&C document"))
        posts: dict[tuple[str | None, Post | None, SideName], dict[int, Change]] = {}
        for line in document.lines:
            post = line.heading, line.post, line.side
            posts.setdefault(post, {})[line.year] = Change(None, line.change, None)
        for (heading, post_shown, side), changes in posts.items():
            described = description_of(decision, post_shown)
            title = known.headings.get(heading or "") if known else None
            words = say("{name}, {side}", name=described, side=SIDE_NAMES[side])
            label = say("{heading}: {words}", heading=title, words=words) if title else words
            yield Row("body", label, columns.cells(changes, adds=side == "income"), 1)


def _of_account(row: AccountRow) -> Change:
    return Change(row.before, row.change, row.after, row.unknown_before, row.unknown_after)


def _of_line(line: ChangeLine) -> Change:
    return Change(line.before, line.change, line.after, line.unknown_before, line.unknown_after)
