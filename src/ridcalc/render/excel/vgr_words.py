"""The words of the sheet VGR: what reports and their rows are called."""

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.booked.reports import Report, ReportRow
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import some_names
from ridcalc.views.amendment_words import description_of


def title_of(layout: Layout, report: Report) -> Message:
    """Return the heading of a report: the municipality and the document."""
    name, budget = layout.name(report.municipality), layout.case.budget
    if report.document is None:
        return say("{name}: in no P&C document", name=name)
    document = budget.pc_documents[report.document]
    title = document.name_or(report.document)
    if document.date is None:
        return say("{name}: {document}", name=name, document=title)
    return say("{name}: {document} of {date}", name=name, document=title, date=document.date)


def heading_of(layout: Layout, row: ReportRow) -> str:
    """Return the heading under which a row stands in its document."""
    document = layout.case.budget.pc_documents.get(row.document or "")
    if row.heading is None:
        return ""
    return document.headings.get(row.heading, row.heading) if document else row.heading


def words_of(layout: Layout, row: ReportRow) -> str:
    """Return what a row is called; of posts below the threshold it names the measures that change."""
    text = layout.text
    if row.post is not None:
        return text(description_of(layout.decision, row.post))
    if not row.changing:
        return text(say("other posts, without a change at the export"))
    measures = dict.fromkeys(str(post.measure) for post in row.changing if post.measure)
    names = [
        layout.measure_name(measure) if measure in layout.case.budget.measures else measure for measure in measures
    ]
    named = f" ({text(say('{names}', names=some_names(names)))})" if names else ""
    return text(description_of(layout.decision, None)) + named
