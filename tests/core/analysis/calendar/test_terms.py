"""The terms of a decision, held against the oracle on random dates."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

import oracle_calendar as oracle
from effort import times
from ridcalc.core.analysis.calendar.terms import Terms, steps_of_board
from ridcalc.core.analysis.calendar.window import window_of
from ridcalc.core.budget.section_parsers import Days
from ridcalc.core.budget.section_types import DecisionKind

DAYS = st.dates(date(2014, 1, 1), date(2035, 12, 31))
RECESS = st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=3)


@given(
    st.sampled_from(["budget", "amendment", "accounts"]),
    st.integers(2014, 2036),
    DAYS,
    st.integers(0, 60),
)
@example("budget", 2025, date(2024, 6, 24), 0)  # Easter Monday
@example("amendment", 2022, date(2022, 9, 23), 0)  # the first day of twelve weeks
@example("amendment", 2014, date(2015, 2, 26), 1)  # the last day before the law that is known
@settings(max_examples=times(100))
def test_every_step_is_by_the_day_of_the_oracle(kind: DecisionKind, year: int, meeting: date, papers: int) -> None:
    found = tuple(steps_of_board(Terms(kind, year, meeting, papers, None)))
    assert {step.name: step.latest for step in found} == oracle.steps(kind, year, meeting, papers)
    assert all(step.advised == (step.latest and oracle.backward(step.latest)) for step in found)


@given(DAYS, st.integers(0, 60), st.none() | st.integers(1, 200), RECESS, st.lists(DAYS, max_size=8, unique=True))
@example(date(2024, 7, 3), 14, 84, [(date(2024, 4, 27), 8)], [date(2024, 4, 24), date(2024, 5, 22), date(2024, 6, 26)])
@settings(max_examples=times(50))
def test_the_window_is_that_of_the_oracle(
    meeting: date, papers: int, before: int | None, recess: list[tuple[date, int]], meetings: list[date]
) -> None:
    sent = None if before is None else meeting - timedelta(days=papers + before)
    breaks = [(first, first + timedelta(days=more)) for first, more in recess]
    window = window_of(
        Terms("amendment", meeting.year, meeting, papers, sent), [Days(*one) for one in breaks], {"noord": meetings}
    )
    expected = oracle.window(meeting, papers, sent, breaks, sorted(meetings))
    found = window and {
        "from": window.first,
        "to": window.last,
        "term_ends": window.ends,
        "days_in_recess": window.in_recess,
        "days_outside": window.outside,
        "meetings": list(window.councils["noord"]),
    }
    assert found == expected
