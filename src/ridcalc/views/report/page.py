"""What a page is: sections in order, each with sentences, a chart, a table, and branches that unfold."""

from typing import NamedTuple

from ridcalc.views.report.charts import Chart
from ridcalc.views.table import Branch, Label, Table


class Question(NamedTuple):
    """A question of a reader on the first screen, and its answer."""

    question: Label
    answer: tuple[Label, ...]


class Section(NamedTuple):
    """A section of a page. An empty tuple or None: the section has nothing of that kind."""

    id: str
    """The id within the page, and in JSON."""
    title: Label
    text: tuple[Label, ...] = ()
    """The sentences, a paragraph each."""
    questions: tuple[Question, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    points: tuple[Branch, ...] = ()
    """The items of a list, and of lists below them."""
    branches: tuple[Branch, ...] = ()
    """Lines that unfold."""
    quote: tuple[Label, ...] = ()
    """The paragraphs of a text to copy."""
    download: bool = False
    """Whether the figures can be downloaded here."""


class Page(NamedTuple):
    """A page: its title, what it is about, and its sections."""

    title: Label
    subtitle: Label
    sections: tuple[Section, ...]
