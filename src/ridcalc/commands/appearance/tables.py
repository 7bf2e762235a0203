"""Tables, comments and the shapes of comments of a sheet, as texts to compare."""

from collections.abc import Iterator, Sequence

from ridcalc.core.values.column_letters import letters
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.trees import NO_NODE, trees

_MOST_BYTES = 10_000_000
"""Bytes of a table, of a list of comments, and of the shapes of comments."""
_STYLE = "TableStyleLight1"


def expected_table(table: tuple[str, int, int], headings: Sequence[str]) -> str:
    """Return what a table should be: its name, its cells and its headings."""
    name, first, last = table
    return f"{name} A{first}:{letters(len(headings))}{last} {', '.join(headings)}"


def tables(book: StoredBook, sheet: str) -> Iterator[str]:
    """Yield the tables of a sheet.

    Raises:
        ProblemsFoundError: a table is damaged.
    """
    for part in _parts(book, sheet, "table"):
        for _, node in trees(book.archive, part, 1, _MOST_BYTES):
            headings = [column.get("name") for column in node.child("tableColumns").all("tableColumn")]
            text = f"{node.get('displayName')} {node.get('ref')} {', '.join(headings)}".replace("_x005F_", "_")
            if node.child("autoFilter").children:
                text += " filter"
            if node.child("tableStyleInfo").get("name", _STYLE) != _STYLE:
                text += f" {node.child('tableStyleInfo').get('name')}"
            if node.get("totalsRowCount", "0") != "0":
                text += " totals"
            yield text


def comments(book: StoredBook, sheet: str) -> Iterator[str]:
    """Yield the place and the text of each comment on a sheet.

    Raises:
        ProblemsFoundError: the comments are damaged.
    """
    for part in _parts(book, sheet, "comments"):
        for section, node in trees(book.archive, part, 3, _MOST_BYTES):
            if section == "commentList":
                text = "".join(one.text for one in node.child("text").walk() if one.tag == "t")
                yield f"{node.get('ref')}: {' '.join(text.split())}"


def foreign_shapes(book: StoredBook, sheet: str) -> Iterator[str]:
    """Yield the shapes of a sheet in the old form, in which comments are drawn, that belong to no comment.

    Raises:
        ProblemsFoundError: the shapes are damaged.
    """
    for part in _parts(book, sheet, "vmlDrawing"):
        for _, node in trees(book.archive, part, 2, _MOST_BYTES):
            data = node.child("x:ClientData")
            if node.tag.startswith("v:") and node.tag != "v:shapetype" and data.get("ObjectType") != "Note":
                yield data.get("ObjectType") if data is not NO_NODE else node.tag


def _parts(book: StoredBook, sheet: str, kind: str) -> list[str]:
    relations = book.relations.get(book.sheets[sheet].part, {})
    return sorted(relation.target for relation in relations.values() if relation.kind == kind)
