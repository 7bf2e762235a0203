"""Who books what: the amendment of every organisation, and the lines of every planning document."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import CASES, GOLDEN, write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.analysis.amendment import Block, Entry, blocks_of, booked
from ridcalc.core.analysis.ledger import Account, Ledger
from ridcalc.core.analysis.vgr import vgr_lines
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

CASE = CASES / "ledger"


@pytest.fixture
def allocation() -> Allocation:
    """Return the allocation of the case."""
    return allocate(load(Folder(str(CASE))).case)


def money(total: Total) -> str:
    """Write what a figure is: euros, the PM posts that it leaves out, and an asterisk where it is assumed."""
    return f"{total.amount / 100:.2f}{' + PM' * total.pm}{' *' * total.assumed}"


def place(account: Account) -> str:
    """Write an account's parts, a dash for each that is not given."""
    codes = " ".join(f"{name}={code}" for name, code in account.codes)
    return " | ".join([part or "-" for part in account[:3]] + [codes or "-"])


def written_entry(entry: Entry) -> str:
    """Write a line of a block."""
    who = f" {entry.payer} pays {entry.payee or 'the executor'}" if entry.payer else ""
    amounts = "; ".join(map(money, entry.amounts))
    return f"#{entry.number} {entry.nature}{who}, on {place(entry.account)}: {amounts}"


def written_block(block: Block) -> Iterator[str]:
    """Write an organisation's amendment."""
    flags = [word for word, given in (("provisional", block.provisional), ("complete", block.complete)) if given]
    yield f"{block.kind} {block.organisation or '-'}: {', '.join(flags) or 'neither provisional nor complete'}"
    yield f"  councils: {', '.join(block.councils)}"
    yield from (f"  expense {written_entry(entry)}" for entry in block.expense)
    yield from (f"  income  {written_entry(entry)}" for entry in block.income)
    for one in block.estimates:
        yield f"  now {one.side} {one.programma or '-'} | {one.taakveld or '-'}: {one.before}"
    for coverage in block.coverage:
        yield f"  paid from {coverage.source + ' ' + (coverage.remark or '-') if coverage else 'not decided'}"


def test_every_organisation_books_its_part(allocation: Allocation, golden: Callable[[Path, str], None]) -> None:
    ledger = Ledger(allocation, allocation.divisions)
    golden(GOLDEN / "ledger.txt", "".join(f"{line}\n" for one in blocks_of(ledger) for line in written_block(one)))


def test_each_document_reports_its_lines(allocation: Allocation, golden: Callable[[Path, str], None]) -> None:
    lines = [
        f"{one.participant} {one.pc_document} ({one.year}) {one.nature}: {money(one.exact)}, reported as"
        f" {one.reported / 100:.0f}, of {', '.join(one.measures)}\n"
        for one in vgr_lines(allocation, allocation.divisions, allocation.tree.ids)
    ]
    golden(GOLDEN / "reported.txt", "".join(lines))


def test_one_document_and_one_participant_can_be_selected(allocation: Allocation) -> None:
    everything = list(vgr_lines(allocation, allocation.divisions, allocation.tree.ids))
    assert list(vgr_lines(allocation, allocation.divisions, ["west"], "voorjaar")) == [
        line for line in everything if (line.participant, line.pc_document) == ("west", "voorjaar")
    ]
    unplaced = next(one for one in allocation.divisions if one.measure == "opbrengst")
    assert unplaced.pc_document is None


def test_a_block_by_itself_equals_the_block_among_all(allocation: Allocation) -> None:
    ledger = Ledger(allocation, allocation.divisions)
    blocks = {block.organisation: block for block in blocks_of(ledger)}
    assert list(blocks) == ["kantoor", "unie", "duo", "west", "noord", "zuid", "oost"]
    for participant in allocation.tree.ids:
        (alone,) = blocks_of(ledger, participant)
        if participant in blocks:
            assert alone == blocks[participant]
        else:
            assert (alone.kind, alone.expense, alone.income, alone.estimates) == ("municipality", (), (), ())


def test_a_selection_books_only_its_own_measures(allocation: Allocation) -> None:
    chosen = [one for one in allocation.divisions if one.measure == "inhuur"]
    ledger = Ledger(allocation, chosen)
    assert [one.account.programma for one in ledger.spendings] == ["Overig"]
    assert [(one.payer, one.payee) for one in ledger.contributions] == [("oost", None)]
    assert [block.organisation for block in blocks_of(ledger)] == ["kantoor", "oost"]
    assert [block.kind for block in blocks_of(ledger, "unie")] == ["partnership"]


def test_a_budget_needs_no_executor_or_bookings(tmp_path: Path) -> None:
    keys = "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}\n"
    measures = "budget: {years: [2025]}\nmeasures: {m: {nature: structural, key: k, amounts: {2025: 10}}}\n"
    allocation = allocate(
        load(Folder(str(write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})))).case
    )
    executor, first, second = blocks_of(Ledger(allocation, allocation.divisions))
    assert executor.organisation == ""
    assert [place(entry.account) for entry in (*executor.expense, *executor.income)] == ["- | - | - | -"] * 3
    assert (first.organisation, second.organisation) == ("a", "b")


def test_a_batch_of_several_accounts_is_paid_on_none(tmp_path: Path) -> None:
    keys = "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}\n"
    measures = """\
budget: {years: [2025], rounding: {level: total}}
measures:
  m: {nature: structural, key: k, amounts: {2025: 10}, booking: {programma: ICT, taakveld: "0.4"}}
  n: {nature: structural, key: k, amounts: {2025: 5}, booking: {programma: ICT, taakveld: "#"}}
"""
    for taakveld, account in (("0.4", "ICT | 0.4 | - | -"), ("0.5", "- | - | - | -")):
        files = {"keys.yaml": keys, "measures.yaml": measures.replace("#", taakveld)}
        allocation = allocate(load(Folder(str(write_folder(tmp_path / taakveld, files)))).case)
        assert [place(one.account) for one in Ledger(allocation, allocation.divisions).contributions] == [account]


@pytest.mark.parametrize(("cents", "books"), [(49_999, 0), (50_000, 100_000), (-50_000, -100_000), (-49_999, 0)])
def test_what_is_booked_is_rounded_halves_away_from_zero(cents: int, books: int, allocation: Allocation) -> None:
    assert booked(allocation.case, cents) == books
