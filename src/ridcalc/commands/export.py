"""`ridcalc export`: the workbook for the progress report and the budget amendment."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.commands.shared import Request, allocation_of, check_names, language_of, load_for
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.files import not_written, reason_of
from ridcalc.language.sentences import Language
from ridcalc.reading.loader import Loaded
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.layout import Options
from ridcalc.render.excel.workbook import workbook


class Exported(NamedTuple):
    """Workbooks that are made when they are asked for, with what there is to warn of."""

    paths: tuple[str, ...]
    files: Iterator[tuple[str, bytes]]
    """The path and the bytes of each."""
    warnings: list[Problem]


def answer(request: Request, path: str, options: Options, *, all_of_them: bool = False) -> Exported:
    """Return the workbook for a path, or with `all_of_them` one for each municipality in the folder of that path.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, (options.participant,) if options.participant else ())
    _check_document(budget, options.pc_document)
    allocation = allocation_of(loaded)
    language = language_of(budget, request.language)
    warnings = loaded.placed(allocation.warnings)
    wanted = [(path, options)]
    if all_of_them:
        municipalities = allocation.tree.municipalities
        wanted = [(os.path.join(path, f"{one}.xlsx"), options._replace(participant=one)) for one in municipalities]
    books = [(where, book_of(loaded, allocation, chosen, language)) for where, chosen in wanted]
    return Exported(tuple(where for where, _ in wanted), _saved(books, request.progress), warnings)


def book_of(loaded: Loaded, allocation: Allocation, options: Options, language: Language) -> Book:
    """Return the workbook of what was loaded and allocated.

    Raises:
        ProblemsFoundError: what a spreadsheet cannot hold or calculate exactly, with its place.
    """
    try:
        return workbook(allocation, options, loaded.digests(), language)
    except ProblemsFoundError as found:
        raise ProblemsFoundError(loaded.placed(found.problems)) from None


def _saved(books: list[tuple[str, Book]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    from ridcalc.render.excel.save import save  # openpyxl is costly, and problems come first

    for path, book in books:
        try:
            content = save(book, progress)
        except OSError as error:  # sheets are first written to temporary files
            raise not_written(path, reason_of(error)) from error
        yield path, content


def _check_document(budget: Budget, document: str | None) -> None:
    if document is not None and document not in budget.pc_documents:
        message = say("P&C document '{id}' is not in measures.yaml", id=document)
        known = say("the P&C documents are {ids}", ids=tuple(budget.pc_documents)) if budget.pc_documents else None
        hint = did_you_mean(document, budget.pc_documents) or known
        refuse("unknown-pc-document", message, hint, place=document)
