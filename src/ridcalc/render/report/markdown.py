"""A page as Markdown, for a document or a repository; charts are their headline, as their table follows."""

from collections.abc import Iterator

from ridcalc.language.sentences import Language
from ridcalc.render.markdown import branch_lines, escaped, table_lines
from ridcalc.views.report.page import Page, Section
from ridcalc.views.table import Label


def render(page: Page, language: Language) -> Iterator[str]:
    """Yield a page as Markdown, in one piece."""

    def text(label: Label) -> str:
        return escaped(language.text(label))

    blocks = [f"# {text(page.title)}", text(page.subtitle)]
    for section in page.sections:
        blocks += [f"## {text(section.title)}", *_blocks(section, language)]
    yield "\n\n".join(blocks) + "\n"


def _blocks(section: Section, language: Language) -> Iterator[str]:
    """Yield the paragraphs, tables and lists of a section."""

    def text(label: Label) -> str:
        return escaped(language.text(label))

    for question in section.questions:
        yield f"**{text(question.question)}** {' '.join(map(text, question.answer))}"
    yield from map(text, section.text)
    if section.chart:
        yield f"*{text(section.chart.titles.headline)}*"
    if section.table:
        yield "\n".join(table_lines(section.table, language))
    if section.points:
        yield "\n".join(branch_lines(section.points, language))
    if section.branches:
        yield "\n".join(branch_lines(section.branches, language))
    if section.quote:
        yield f"> {' '.join(map(text, section.quote))}"
