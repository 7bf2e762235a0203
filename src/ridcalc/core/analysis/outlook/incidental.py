"""The overview of incidental income and expense, and of structural movements of reserves (BBV art. 19 c and d)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.accounts import OF_RESERVES, RowSide, order_of
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.posts import Books, Post
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.budget.types import NATURES, NatureName


class IncidentalPost(NamedTuple):
    """A post of the overview in a year, in cents on its own side."""

    post: Post
    """The post, without category and codes; of a structural movement of a reserve, without the measure."""
    cents: int
    unknown: frozenset[str]
    """The measures that are PM."""


class IncidentalRow(NamedTuple):
    """A kind of amount on a programma and taakveld in a year: the posts from the threshold on, and the others."""

    organisation: str | None
    programma: str | None
    taakveld: str | None
    kind: RowSide
    nature: NatureName
    """Structural only of additions to and withdrawals from reserves that are marked structural."""
    year: int
    posts: tuple[IncidentalPost, ...]
    """Those at or above the threshold and those with PM, in the order of the books."""
    others: tuple[IncidentalPost, ...]
    """All others, in the order of the books."""

    @property
    def other(self) -> int:
        """The cents of all others together."""
        return sum(post.cents for post in self.others)

    @property
    def total(self) -> int:
        """The cents of all posts."""
        return self.other + sum(post.cents for post in self.posts)

    @property
    def unknown(self) -> frozenset[str]:
        """The measures that are PM, each once."""
        return frozenset().union(*(post.unknown for post in self.posts))


Group = tuple[str | None, str | None, RowSide, NatureName]
_KINDS: tuple[RowSide, ...] = ("expense", "income", "addition", "withdrawal")


def incidental_rows(decision: Decision, organisation: str | None) -> Iterator[IncidentalRow]:
    """Yield the overview of an organisation after a decision: what is incidental, then structural reserves.

    Rows go by programma and taakveld, expense, income, additions and withdrawals, and by year.
    """
    state = decision.after
    books = state.books_of(organisation)
    groups: dict[Group, dict[Post, list[Post]]] = {}
    for post in books.posts:
        nature = nature_shown(state, post)
        if nature == "incidental" or post.of_reserve:
            kind = OF_RESERVES[post.side] if post.of_reserve else post.side
            group = (post.account.programma, post.account.taakveld, kind, nature)
            groups.setdefault(group, {}).setdefault(_as_shown(post, nature), []).append(post)
    threshold = state.budget.settings.incidental.threshold
    for group in sorted(groups, key=_order):
        for year in decision.years:
            posts = list(_posts(books, groups[group], year))
            named = [post for post in posts if post.unknown or group[3] == "structural" or abs(post.cents) >= threshold]
            if posts:
                others = [post for post in posts if post not in named]
                yield IncidentalRow(organisation, *group, year, tuple(named), tuple(others))


def nature_shown(state: State, post: Post) -> NatureName:
    """Return the nature of a post: what stands on reserves is incidental, unless the reserve is marked structural."""
    if not post.of_reserve:
        return post.nature
    reserve = state.budget.reserves.get(post.reserve or "")
    return "structural" if reserve is not None and reserve.structural else "incidental"


def last_year_of(state: State, post: Post) -> int | None:
    """Return the last year in which a post has an amount or is PM; None if it has none."""
    books = state.books_of(post.organisation)
    alike = [one for one in books.posts if _as_shown(one, nature_shown(state, one)) == post]
    years = [year for year in state.allocation.years if any(_posts(books, {post: alike}, year))]
    return max(years, default=None)


def _as_shown(post: Post, nature: NatureName) -> Post:
    """Return a post without category and codes; structural movements of a reserve are one post."""
    account = post.account._replace(category=None, codes=(), overview=None)
    measure = None if nature == "structural" else post.measure
    kind = "coverage" if nature == "structural" else post.kind
    return post._replace(account=account, nature=nature, measure=measure, kind=kind)


def _posts(books: Books, groups: dict[Post, list[Post]], year: int) -> Iterator[IncidentalPost]:
    """Yield what is not zero, or PM, in a year."""
    for shown, posts in groups.items():
        cents, unknown = _amount(books, posts, year), books.unknown(posts, year)
        if cents or unknown:
            yield IncidentalPost(shown, cents, unknown)


def _amount(books: Books, posts: Iterable[Post], year: int) -> int:
    return sum(books.amount(post, year) for post in posts)


def _order(group: Group) -> tuple[object, ...]:
    programma, taakveld, kind, nature = group
    return NATURES.index(nature), order_of(programma, taakveld), _KINDS.index(kind)
