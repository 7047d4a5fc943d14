"""Which cases fit what the list is narrowed to, and in which order its patients stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from medviewer.ui.browser.case import Case
from medviewer.ui.browser.criteria import CaseOrder, CaseState, Criteria

_TO_DO = (
    CaseState.PREDICTED,
    CaseState.NEW,
    CaseState.REFUSED,
    CaseState.CORRECTED,
    CaseState.ACCEPTED,
    CaseState.REJECTED,
)


def fitting(c: Criteria, kept: str | None) -> Callable[[Case], bool]:
    """The criteria as one test, made once for all cases: it runs a hundred thousand times.

    Args:
        c: what a case has to have.
        kept: key of the case that is being read and fits in any event.
    """
    tests: list[Callable[[Case], bool]] = [
        *(partial(_has_word, word) for word in c.words),
        *([lambda case: case.standing in c.states] if c.states else []),
        *([lambda case: not c.diagnoses.isdisjoint(case.diagnoses)] if c.diagnoses else []),
        *([lambda case: not c.packs.isdisjoint(case.packs)] if c.packs else []),
        *([partial(_is_between, *c.dates.limits(dt.date.today()))] if c.dates else []),
    ]
    if len(tests) == 1 and kept is None:
        return tests[0]
    return lambda case: case.key == kept or all(test(case) for test in tests)


def in_order(by_person: Mapping[str, Sequence[Case]], order: CaseOrder) -> list[str]:
    """The patients in an order; those equal stay as they were opened."""
    people = list(by_person)
    if order is CaseOrder.NAME:
        people.sort(key=lambda who: by_person[who][0].search_text)  # begins with the name
    elif order is CaseOrder.STATE:
        people.sort(key=lambda who: min(_TO_DO.index(c.standing) for c in by_person[who]))
    elif order in (CaseOrder.NEWEST, CaseOrder.OLDEST):
        dates = {who: [c.date for c in by_person[who] if c.date] for who in people}
        newest = order is CaseOrder.NEWEST
        dated = [who for who in people if dates[who]]
        dated.sort(key=lambda who: (max if newest else min)(dates[who]), reverse=newest)
        return dated + [who for who in people if not dates[who]]
    return people


def _has_word(word: str, case: Case) -> bool:
    return word in case.search_text


def _is_between(first: dt.date | None, last: dt.date | None, case: Case) -> bool:
    date = case.date
    return date is not None and (not first or first <= date) and (not last or date <= last)
