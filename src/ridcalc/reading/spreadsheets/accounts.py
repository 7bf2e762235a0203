"""The current budget from the rows of a sheet: per programma, taakveld and side what stands there each year."""

from ridcalc.core.values.problems import say
from ridcalc.reading.spreadsheets.entries import Entry, Gap, euros
from ridcalc.reading.spreadsheets.ids import id_of
from ridcalc.reading.spreadsheets.posts import Posts


def current_of(posts: Posts) -> "dict[str, list[Entry]]":
    """Return the lines of the current budget of each organisation, in order; amounts of one account are added up.

    The organisation that the sheet does not name is an empty text.
    """
    accounts: dict[tuple[str, str | None, str | None, str], dict[str, int]] = {}
    for post in posts.posts:
        about = post.about
        by_organisation = {"": post.amounts} if post.amounts else {}
        for period, parts in post.parts.items():
            for name, amount in parts.items():
                by_organisation.setdefault(name, {})[period] = amount
        for organisation, amounts in by_organisation.items():
            account = (organisation, about.programma, about.taakveld, about.side)
            posts.reader.remarks["added"] += account in accounts
            sums = accounts.setdefault(account, {})
            for period, amount in amounts.items():
                sums[period[:4]] = sums.get(period[:4], 0) + (amount or 0)
    lines: dict[str, list[Entry]] = {}
    for (organisation, programma, taakveld, side), sums in accounts.items():
        line: Entry = {
            "programma": programma or Gap(say("the programma")),
            "taakveld": taakveld or Gap(say("the taakveld")),
            "side": side,
            "amounts": {year: euros(amount) for year, amount in sums.items()},
        }
        lines.setdefault(id_of(organisation) if organisation else "", []).append(line)
    return lines
