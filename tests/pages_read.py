"""Pages of `ridcalc report` as a program reads them: their sections, texts and numbers."""

import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

_VOID = {"meta", "br", "link", "img", "input", "hr"}
_NUMBER = re.compile(r"\d[\d.,/:-]*\d|\d")


class PageRead(HTMLParser):
    """A page, read: the texts of each section, the names of its elements, and every attribute."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.style = ""
        self.feed(html)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Take an element that ends."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if any(tag == "style" for tag, _ in self.open):
            self.style += data
            return
        ids = [attributes.get("id") or "" for tag, attributes in self.open if tag == "section"]
        self.texts.setdefault(ids[0] if ids else "head", []).append(data)


def user_texts(folder: Path) -> list[str]:
    """Return the texts and ids with a digit that stand in the files of a data folder, the longest first."""
    found: set[str] = set()

    def gather(value: Any) -> None:  # noqa: ANN401  what YAML holds
        if isinstance(value, dict):
            for key, one in value.items():
                gather(key)
                gather(one)
        elif isinstance(value, list):
            for one in value:
                gather(one)
        elif isinstance(value, str) and not _NUMBER.fullmatch(value):
            found.add(" ".join(value.split()))

    for path in folder.rglob("*.yaml"):
        gather(yaml.safe_load(path.read_text(encoding="utf-8")))
    return sorted((text for text in found if re.search(r"\d", text)), key=len, reverse=True)


def numbers_of(texts: list[str], known: list[str]) -> set[str]:
    """Return the numbers in texts as they stand there, apart from those in `known` texts."""
    numbers: set[str] = set()
    for text in texts:
        rest = " ".join(text.split())
        for one in known:
            rest = rest.replace(one, " ")
        numbers |= set(_NUMBER.findall(rest))
    return numbers


def written(row: dict[str, Any]) -> set[str]:
    """Return how a value of the JSON may stand on a Dutch page."""
    value, kind = row["value"], row["kind"]
    beside = {str(row["pm"])} if row["pm"] else set()
    if kind == "amount":
        whole, cents = value.lstrip("-").split(".")
        digits = f"{int(whole):,}".replace(",", ".")
        return {digits, f"{digits},{cents}", *beside} if cents == "00" else {f"{digits},{cents}", *beside}
    if kind == "share":
        share = Fraction(value) * 100
        exact = {value} if share.denominator != 1 else set()
        return {_decimal(share, places) for places in range(5)} | exact
    if kind in {"count", "number"}:
        return {_decimal(Fraction(value), places) for places in range(5)}
    if kind == "date":
        year, _, day = value.split("-")
        return {value, year, str(int(day))}
    return set(_NUMBER.findall(value))


def _decimal(number: Fraction, places: int) -> str:
    """Return a number with so many decimals in Dutch, rounded half away from zero."""
    units = (2 * abs(number.numerator) * 10**places + number.denominator) // (2 * number.denominator)
    whole, rest = divmod(units, 10**places)
    text = f"{whole:,}".replace(",", ".")
    return f"{text},{rest:0{places}}" if places else text
