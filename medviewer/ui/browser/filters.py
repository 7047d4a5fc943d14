"""The filters of the list from one day to the next.

The words of the search are not kept: they may be a patient's name, and the settings are a plain
file.
"""

from medviewer.ui.browser.criteria import CaseOrder, CaseState, Criteria, Dates
from medviewer.ui.browser.filter_bar import FilterBar
from medviewer.ui.preferences import Preferences


def remember(saved: Preferences, bar: FilterBar) -> None:
    """Write filters and order into the preferences."""
    c = bar.criteria
    saved.case_states = sorted(state.value for state in c.states)
    saved.case_diagnoses = sorted(c.diagnoses)
    saved.case_packs = sorted(c.packs)
    saved.case_dates = c.dates.text if c.dates is not None else ""
    saved.case_order = bar.order.value


def recall(saved: Preferences, bar: FilterBar) -> None:
    """Set filters and order as they were; what no longer means anything is left out."""
    known = set(CaseState)
    criteria = Criteria(
        states=frozenset(CaseState(s) for s in saved.case_states if s in known),
        diagnoses=frozenset(saved.case_diagnoses),
        packs=frozenset(saved.case_packs),
        dates=Dates.read(saved.case_dates),
    )
    order = saved.case_order
    bar.set_filters(criteria, CaseOrder(order) if order in set(CaseOrder) else CaseOrder.OPENED)
