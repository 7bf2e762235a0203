"""Sentences that several blocks use: amounts by year, and lists of words."""

from collections.abc import Iterator, Mapping, Sequence

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.table import Label

_MOST_YEARS = 3
"""The most years that a sentence lists."""
_MOST_POSTS = 3
"""The most posts that a sentence names."""


def listed(items: Sequence[Label]) -> Label:
    """Return items as one text: commas, and `and` before the last; nothing without items."""
    if len(items) < 2:
        return items[0] if items else ""
    return say("{items} and {last}", items=tuple(items[:-1]), last=items[-1])


def amounts_by_year(totals: Mapping[int, Total]) -> Label | None:
    """Return what is paid in each year, or of many years how it moves; None: no amount in any year.

    PM posts are left out.
    """
    paid = {year: total.amount for year, total in totals.items() if total.amount}
    phrases = [say("{amount} in {year}", amount=Euros(cents), year=str(year)) for year, cents in paid.items()]
    if len(phrases) <= _MOST_YEARS:
        return listed(phrases) if phrases else None
    cents = list(paid.values())
    low, high = min(paid, key=lambda year: paid[year]), max(paid, key=lambda year: paid[year])
    if paid[low] == paid[high]:
        return say("{amount} in each of {years}", amount=Euros(cents[0]), years=listed([str(year) for year in paid]))
    if cents == sorted(cents):
        return say("{first}, rising to {last}", first=phrases[0], last=phrases[-1])
    if cents == sorted(cents, reverse=True):
        return say("{first}, falling to {last}", first=phrases[0], last=phrases[-1])
    return say(
        "between {low} ({low_year}) and {high} ({high_year}) a year",
        low=Euros(paid[low]),
        low_year=str(low),
        high=Euros(paid[high]),
        high_year=str(high),
    )


def paid_and_back(totals: Mapping[int, Total]) -> tuple[Label | None, Label | None]:
    """Return what is paid, and what comes back, each by year; None: nothing of that kind in any year."""
    back = {year: total._replace(amount=-total.amount) for year, total in totals.items() if total.amount < 0}
    return amounts_by_year({year: total for year, total in totals.items() if total.amount > 0}), amounts_by_year(back)


def beside_sentence(posts: Sequence[str]) -> Iterator[Message]:
    """Yield the sentence about the posts whose amount is not known yet, by their names; none without such posts."""
    if len(posts) == 1:
        yield say("The amount of {post} is not known yet (PM); it comes on top of this.", post=posts[0])
    elif len(posts) <= _MOST_POSTS and posts:
        yield say("The amounts of {posts} are not known yet (PM); these come on top of this.", posts=listed(posts))
    elif posts:
        yield say("The amounts of {count} posts are not known yet (PM); these come on top of this.", count=len(posts))


def assumed_sentence(count: int) -> Iterator[Message]:
    """Yield the sentence that says on how many assumptions amounts rest; none without assumptions."""
    if count == 1:
        yield say("This rests on 1 assumption.")
    elif count:
        yield say("This rests on {count} assumptions.", count=count)
