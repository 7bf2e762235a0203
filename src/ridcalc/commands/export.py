"""`ridcalc export`: the workbooks for the progress report and the budget amendment."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.commands.shared import Request, allocation_of, check_names, language_of, load_for
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.language.sentences import Language
from ridcalc.reading.loader import Loaded
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.layout import Layout, Options
from ridcalc.render.excel.workbook import workbook


class Exported(NamedTuple):
    """The workbooks of an export, and the warnings. Each workbook is built when the iterator reaches it."""

    paths: tuple[str, ...]
    files: Iterator[tuple[str, bytes]]
    """The path and the bytes of each workbook, in the order of `paths`."""
    warnings: list[Problem]
    language: str
    """The code of the language of the workbooks."""


def run(
    request: Request, path: str, options: Options, *, per_municipality: bool = False, since: str | None = None
) -> Exported:
    """Return the workbook to write at `path`; with `per_municipality`, a workbook for each in the folder `path`.

    `since` is the path of another workbook, from which the inputs that changed are listed.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, (options.participant,) if options.participant else ())
    _check_document(budget, options.pc_document)
    allocation = allocation_of(loaded)
    language = language_of(budget, request.language)
    warnings = loaded.placed(allocation.warnings)
    targets = [(path, options)]
    if per_municipality:
        targets = [
            (os.path.join(path, f"{municipality}.xlsx"), options._replace(participant=municipality))
            for municipality in allocation.tree.municipalities
        ]
    if since is not None:
        from ridcalc.commands.since import changes_since, read_old  # without an older workbook none is read

        old = read_old(since)
        targets = [
            (target, own._replace(since=changes_since(old, Layout(allocation, own, (), language))))
            for target, own in targets
        ]
    books = [(target, book_of(loaded, allocation, own_options, language)) for target, own_options in targets]
    paths = tuple(target for target, _ in targets)
    return Exported(paths, _saved(books, request.progress), warnings, language.code)


def book_of(loaded: Loaded, allocation: Allocation, options: Options, language: Language) -> Book:
    """Return the workbook of an allocation.

    Raises:
        ProblemsFoundError: rows that a spreadsheet cannot hold, with their places.
    """
    try:
        return workbook(allocation, options, loaded.digests(), language)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(loaded.placed(error.problems)) from None


def _saved(books: list[tuple[str, Book]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    from ridcalc.render.excel.save import save  # openpyxl is slow to load; problems are reported before

    for path, book in books:
        yield path, save(book, progress)


def _check_document(budget: Budget, document: str | None) -> None:
    if document is not None and document not in budget.pc_documents:
        message = say("P&C document '{id}' is not in measures.yaml", id=document)
        known = say("the P&C documents are {ids}", ids=tuple(budget.pc_documents)) if budget.pc_documents else None
        hint = did_you_mean(document, budget.pc_documents) or known
        refuse("unknown-pc-document", message, hint, place=document)
