"""The amendment, worked out a second time from the text of the rules: in fractions of euros, with nothing of ridcalc's.

Takes what the two files hold and the lines of the oracle, and gives for every organisation what it books in a state.
Tables are rounded by trying every way, so budgets must be small.
"""

from collections import defaultdict
from fractions import Fraction
from typing import Any, NamedTuple

from oracle import Oracle, Piece
from oracle_batches import BatchOracle
from oracle_landing import Heading, Landing
from oracle_rules import year_of
from oracle_tables import nearest_table, spread
from oracle_totals import Line

Document = dict[str, Any]
ZERO = Fraction(0)
LAYERS = {
    "municipality": "4.3.2",
    "arrangement": "4.3.3",
    "province": "4.3.4",
    "water-board": "4.3.5",
    "other": "4.3.8",
}


class Booked(NamedTuple):
    """What an amount is about, in the books of an organisation."""

    organisation: str
    side: str
    nature: str
    programma: str | None
    taakveld: str | None
    category: str | None
    who: str | None
    """The measure, or else the participant."""
    year: int


class Paid(NamedTuple):
    """What a participant pays of one amount, per measure: in whole cents, and exactly."""

    payer: str
    payee: str | None
    nature: str
    year: int
    rounded: dict[str, Fraction]
    exact: dict[str, Fraction]
    batch: int


class Books:
    """The books of every organisation in one state of a budget."""

    def __init__(self, keys: Document, measures: Document) -> None:
        """Work out the books from what the two files hold."""
        self.participants = keys["participants"]
        self.budget, self.measures = measures["budget"], measures["measures"]
        self.tasks, self.reserves = measures.get("tasks", {}), measures.get("reserves", {})
        self.executor = self.budget["executor"]["id"]
        self.oracle = BatchOracle(keys, measures)
        self.pieces = Oracle.pieces(self.oracle)  # of each measure by itself, also in a batch
        self.booked: dict[Booked, Fraction] = defaultdict(Fraction)
        self.uncovered: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        self.structural_coverage: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        self.paid = list(self._payments())
        self._spend()
        self._pay()
        self._receive()
        self._cover()

    # Bookings

    def own_account(self, name: str) -> Document:
        """Return where a measure is booked."""
        measure = self.measures[name]
        if "reserve" in measure:
            return {"taakveld": "0.10", "category": "7.1", **self.reserves[measure["reserve"]].get("booking", {})}
        return {**measure.get("booking", {})}

    def paying(self, one: str, task: str | None) -> Document:
        """Return where a participant books its contribution to a task, field by field."""
        payer = self.participants[one]
        general = {**payer.get("booking", {})}
        if task is None:
            return general
        return {**general, **self.tasks[task].get("booking", {}), **payer.get("task_bookings", {}).get(task, {})}

    def task_of(self, name: str) -> str | None:
        """Return the task of a measure."""
        task = self.measures[name].get("task")
        return None if task is None else str(task)

    # Payments

    def _payments(self) -> Any:  # noqa: ANN401  an iterator of payments
        pieces = self.oracle.pieces() if self.oracle.level == "measure" else self.oracle.batched()
        for number, piece in enumerate(pieces):
            lines = self.oracle.divided(piece)
            paid: dict[str, Paid] = {}
            for line in lines:
                if line.amount is not None:
                    paid[line.participant] = self._payment(piece, line, {one.participant for one in lines}, number)
            for one in paid.values():  # a member pays in proportion to what its partnership pays in whole cents
                above = paid[one.payee].rounded if one.payee else {}
                whole, part = sum(above.values()), sum(one.exact.values())
                exact = {name: part * cents / whole for name, cents in above.items()} if whole else one.exact
                yield one._replace(exact=exact)

    def _payment(self, piece: Piece, line: Line, reached: set[str], number: int) -> Paid:
        above = [one for one, entry in self.participants.items() if line.participant in entry.get("members", ())]
        payee = above[0] if above and above[0] in reached else None
        amount = line.amount or ZERO
        sources = {piece.measure: Fraction(1)} if piece.measure is not None else self._sources(piece)
        whole = sum(sources.values())
        exact = {name: amount * source / whole if whole else ZERO for name, source in sources.items()}
        year = year_of(line.period)
        return Paid(line.participant, payee, piece.nature, year, spread(amount, exact), exact, number)

    def _sources(self, piece: Piece) -> dict[str, Fraction]:
        """Return the measures of a batch: those with its key, version, year, nature and document.

        A key that holds amounts makes one batch of its year and nature.
        """
        found: dict[str, Fraction] = {}

        def alike(one: Piece) -> object:
            if self.oracle.holds(one):
                return one.key, year_of(one.period), one.nature
            return (
                one.key,
                self.oracle.keys.in_force(str(one.key), one.period),
                year_of(one.period),
                one.nature,
                one.document,
            )

        for one in self.pieces:
            if one.amount is not None and one.key is not None and alike(one) == alike(piece):
                found[str(one.measure)] = found.get(str(one.measure), ZERO) + one.amount
        return found

    # The books

    def _spend(self) -> None:
        for piece in self.pieces:
            if piece.amount is not None:
                at, side = self.own_account(str(piece.measure)), str(piece.side)
                amount = piece.amount if side == "expense" else -piece.amount
                self._book(self.executor, side, piece.nature, at, piece.measure, year_of(piece.period), amount)

    def _book(
        self, organisation: str, side: str, nature: str, at: Document, who: str | None, year: int, amount: Fraction
    ) -> None:
        account = at.get("programma"), at.get("taakveld"), at.get("category")
        self.booked[Booked(organisation, side, nature, *account, who, year)] += amount

    def _pay(self) -> None:
        for paid in self.paid:
            for name, amount in paid.rounded.items():
                at = self.paying(paid.payer, self.task_of(name))
                self._book(paid.payer, "expense", paid.nature, at, name, paid.year, amount)

    def _receive(self) -> None:
        groups: dict[tuple[str | None, int, str], list[Paid]] = defaultdict(list)
        for paid in self.paid:
            groups[paid.payee, paid.year, paid.nature].append(paid)
        for (payee, year, _), group in groups.items():
            landing = self._landing(year) if payee is None else self._where_it_pays(payee)
            for together in self._tables(group):
                self._receive_table(payee, together, landing)

    def _tables(self, group: list[Paid]) -> list[list[Paid]]:
        """Return the payments per task; tasks that share a batch are one table."""
        tasks_of = {paid.batch: {self.task_of(name) for name in paid.exact} for paid in group}
        sets: list[set[str | None]] = []
        for tasks in tasks_of.values():
            merged = set(tasks).union(*(one for one in sets if one & tasks))
            sets = [one for one in sets if not one & tasks] + [merged]
        return [[paid for paid in group if tasks_of[paid.batch] <= one] for one in sets]

    def _receive_table(self, payee: str | None, group: list[Paid], landing: dict[str, dict[Heading, Fraction]]) -> None:
        payers = [one for one in self.participants if one in {paid.payer for paid in group}]
        headings = list(dict.fromkeys(heading for accounts in landing.values() for heading in accounts))
        cells: dict[tuple[str | None, Heading], dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for paid in group:
            for name, amount in paid.exact.items():
                for heading, share in landing[name].items():
                    cells[self.task_of(name), heading][paid.payer] += amount * share
        columns = sorted(cells, key=lambda column: headings.index(column[1]))
        table = nearest_table([[cells[column][one] for column in columns] for one in payers])
        for one, row in zip(payers, table, strict=True):
            for (task, (programma, taakveld)), amount in zip(columns, row, strict=True):
                written: Document = {}
                if payee is None:
                    written |= self.budget["executor"].get("contributions", {})
                written |= self.tasks[task].get("receives", {}) if task is not None else {}
                paying = str(self.paying(one, task).get("category") or "")
                layer = self.participants[one].get("layer") or (
                    "arrangement" if "members" in self.participants[one] else "municipality"
                )
                category = "3.8" if paying.split(".", maxsplit=1)[0] == "3" else LAYERS[layer]
                at = {"programma": programma, "taakveld": taakveld, "category": category, **written}
                self._book(payee or self.executor, "income", group[0].nature, at, one, group[0].year, amount)

    def _where_it_pays(self, partnership: str) -> dict[str, dict[Heading, Fraction]]:
        found = {}
        for name in self.measures:
            at = self.paying(partnership, self.task_of(name))
            found[name] = {(at.get("programma"), at.get("taakveld")): Fraction(1)}
        return found

    def _landing(self, year: int) -> dict[str, dict[Heading, Fraction]]:
        """Return for each measure the part of its contributions that lands on each expense account of the executor."""
        spent: dict[str, Fraction] = defaultdict(Fraction)
        seen: dict[str, None] = {}
        for piece in self.pieces:
            if year_of(piece.period) == year:
                seen.setdefault(str(piece.measure))
                spent[str(piece.measure)] += piece.amount or ZERO
        return Landing(self, {name: spent[name] for name in seen}).found

    def _cover(self) -> None:
        for one, entry in self.participants.items():
            if "members" in entry or not any(paid.payer == one for paid in self.paid):
                continue
            for year in map(int, self.budget["years"]):
                left = {
                    nature: sum(
                        (
                            sum(paid.rounded.values())
                            for paid in self.paid
                            if (paid.payer, paid.year, paid.nature) == (one, year, nature)
                        ),
                        ZERO,
                    )
                    for nature in ("incidental", "structural")
                }
                entries = entry.get("coverage", {}).get(str(year), [])
                for source in [entries] if isinstance(entries, dict) else entries:
                    self._take(one, year, source, left)
                self.uncovered[one, year] = sum(left.values(), ZERO)

    def _take(self, one: str, year: int, source: Document, left: dict[str, Fraction]) -> None:
        room = Fraction(source["amount"]) if "amount" in source else None
        for nature in [source["nature"]] if "nature" in source else ["incidental", "structural"]:
            part = abs(left[nature]) if room is None else min(abs(left[nature]), room)
            room = None if room is None else room - part
            taken = part if left[nature] >= 0 else -part
            left[nature] -= taken
            if taken == 0 or source["source"] == "saldo":
                continue
            reserve = self.reserves.get(source.get("reserve"), {})
            if reserve.get("structural") or (source["source"], nature) == ("existing", "structural"):
                self.structural_coverage[one, year] += taken
            if source["source"] == "reserve":
                at = {"taakveld": "0.10", "category": "7.1", **reserve.get("booking", {})}
                of = "structural" if reserve.get("structural") else "incidental"
                self._book(one, "income" if taken > 0 else "expense", of, at, one, year, abs(taken))
            else:
                at = source["booking"] if source["source"] == "existing" else self.participants[one]["unforeseen"]
                self._book(one, "expense", nature, at, one, year, -taken)
