"""Budgets of any size to measure with: the same files for the same size, each time."""

from pathlib import Path
from typing import NamedTuple


class Size(NamedTuple):
    """How many measures, municipalities and years a budget has."""

    measures: int
    municipalities: int
    years: int

    @property
    def cells(self) -> int:
        """How many parts of municipalities there are to calculate."""
        return self.measures * self.municipalities * self.years

    def __str__(self) -> str:
        """Say the size in the order in which the benchmarks take it."""
        return f"{self.measures} × {self.municipalities} × {self.years}"


NATIONAL = Size(10_000, 342, 5)
"""Every Dutch municipality in one file."""

FIRST_YEAR = 2024
KEYS = ("inwoners", "werkplekken", "regionaal", "gemengd")
PLAIN_KEYS = {"inwoners": 37, "werkplekken": 101}


def write_budget(folder: Path, size: Size) -> None:
    """Write a budget with nested partnerships, a driver with a value per year, and keys with dated versions.

    Of four measures in turn one is divided by a driver, one by dated weights, and one by weights that name provinces,
    which divide on over regions, and those over municipalities; the fourth blends the first two.
    """
    folder.mkdir(parents=True, exist_ok=True)
    years = range(FIRST_YEAR, FIRST_YEAR + size.years)
    (folder / "keys.yaml").write_text("\n".join(_keys(size.municipalities, years)) + "\n", encoding="utf-8")
    (folder / "measures.yaml").write_text("\n".join(_measures(size.measures, years, KEYS)) + "\n", encoding="utf-8")


def _groups(names: list[str], kind: str, size: int) -> dict[str, list[str]]:
    """Return partnerships of so many members each, over the first seven tenths of the names."""
    taken = len(names) * 7 // 10 // size * size
    return {f"{kind}-{start // size}": names[start : start + size] for start in range(0, taken, size)}


def _keys(count: int, years: range) -> list[str]:
    municipalities = [f"gemeente-{number}" for number in range(count)]
    regions = _groups(municipalities, "regio", 5)
    provinces = _groups(list(regions), "provincie", 4)
    within = {member for groups in (regions, provinces) for members in groups.values() for member in members}
    top = [name for name in (*municipalities, *regions, *provinces) if name not in within]
    lines = ["participants:"]
    lines += [f"  {name}: {{name: Gemeente {name[9:]}}}" for name in municipalities]
    for name, members in (*regions.items(), *provinces.items()):
        lines.append(f"  {name}: {{members: [{', '.join(members)}], key: leden-{name}}}")
    lines += ["drivers:", "  inwoners:", "    values:"]
    lines += [f"      {year}: {{{_weights(municipalities, 37 + year % 7)}}}" for year in years]
    lines += ["keys:", f"  inwoners: {{driver: inwoners, among: [{', '.join(municipalities)}]}}"]
    lines += ["  werkplekken:", "    versions:"]
    lines += [f"      {year}: {{weights: {{{_weights(municipalities, 101 + year % 5)}}}}}" for year in years[::2]]
    lines.append(f"  regionaal: {{weights: {{{_weights(top, 61)}}}}}")
    lines.append("  gemengd: {blend: {inwoners: 30%, werkplekken: 70%}}")
    for name, members in (*regions.items(), *provinces.items()):
        lines.append(f"  leden-{name}: {{weights: {{{_weights(members, 13)}}}}}")
    return lines


def _weights(names: list[str], factor: int) -> str:
    return ", ".join(f"{name}: {1000 + number * factor % 977}" for number, name in enumerate(names))


def _measures(count: int, years: range, keys: tuple[str, ...]) -> list[str]:
    lines = [f"budget: {{years: [{', '.join(map(str, years))}]}}", "measures:"]
    for number in range(count):
        amounts = ", ".join(f"{year}: {1000 + number * 7919 % 99991}.{(number + year) % 100:02}" for year in years)
        lines += [
            f"  maatregel-{number}:",
            f"    name: Maatregel nummer {number}",
            "    nature: structural",
            *(["    side: income"] if number % 10 == 9 and len(keys) > 2 else []),
            f"    key: {keys[number % len(keys)]}",
            f"    amounts: {{{amounts}}}",
            '    booking: {taakveld: "0.4", category: "3.8"}',
        ]
    return lines


def write_plain_budget(folder: Path, size: Size) -> None:
    """Write a budget without partnerships, of two keys of weights: what a spreadsheet or a script can hold too."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"gemeente-{number}" for number in range(size.municipalities)]
    keys = ["participants:", *(f"  {name}: {{}}" for name in names), "keys:"]
    keys += [f"  {key}: {{weights: {{{_weights(names, factor)}}}}}" for key, factor in PLAIN_KEYS.items()]
    measures = _measures(size.measures, range(FIRST_YEAR, FIRST_YEAR + size.years), tuple(PLAIN_KEYS))
    (folder / "keys.yaml").write_text("\n".join(keys) + "\n", encoding="utf-8")
    (folder / "measures.yaml").write_text("\n".join(measures) + "\n", encoding="utf-8")
