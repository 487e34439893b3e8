# SPDX-License-Identifier: BSD-3-Clause
"""The finalisation card: real days judged again, the difference said, report and payment kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.planning import Closing
from exxtra_kit.widgets.planner import app, closing

if TYPE_CHECKING:
    from exxtra_kit.widgets.planner.closing import ClosingView
    from exxtra_kit.widgets.planner.view import PlannerView

QUERY = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)
MONDAY, THURSDAY, FRIDAY = date(2021, 9, 13), date(2021, 9, 16), date(2021, 9, 17)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the planner with the golden case."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


@pytest.fixture
def view(page: PlannerView) -> ClosingView:
    """Return its finalisation card, opened."""
    page.closing.card.open()
    return page.closing


def put(view: ClosingView, **values: Any) -> None:
    """Put values into fields, as a person does."""
    for name, value in values.items():
        view.fields[name].control.value = value


def message_beside(view: ClosingView, name: str) -> str:
    """Return what is said beside a field."""
    return "".join(getattr(child, "value", "") for child in view.fields[name].box.children[2:])


def test_it_opens_by_itself_once_the_stay_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the last day it is folded, the day after it is open."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    monkeypatch.setattr(closing, "today", lambda: FRIDAY)
    assert not app.build().closing.card.is_open
    monkeypatch.setattr(closing, "today", lambda: date(2021, 9, 18))
    assert app.build().closing.card.is_open


def test_a_day_less_is_judged_again_and_explained(view: ClosingView, page: PlannerView) -> None:
    """Leaving on Thursday halves the sum: both sums and the reason are said, the plan stays as it was."""
    put(view, start=MONDAY, end=THURSDAY)
    assert "from \N{EURO SIGN}750 to \N{EURO SIGN}375" in view.outcome.value
    assert "5 planned, 4 took place" in view.outcome.value
    assert page.model.end == FRIDAY
    put(view, end=FRIDAY)
    assert "That is what was planned" in view.outcome.value


def test_a_travel_day_is_a_day_less(view: ClosingView, page: PlannerView) -> None:
    """Ticking the Friday as travelled gives the same as leaving it out."""
    view.as_planned.click()
    assert view.travel is not None
    view.travel._checks[FRIDAY].value = True
    assert page.model.closing.travel_days == (FRIDAY,)
    assert "\N{EURO SIGN}375" in view.outcome.value


def test_travel_days_of_the_plan_are_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gives the real first day has not said that the planned travel day was none."""
    monkeypatch.setenv("QUERY_STRING", f"{QUERY}&travel_days=2021-09-13")
    page = app.build()
    page.closing.card.open()
    put(page.closing, start=MONDAY)
    assert page.model.closing.travel_days == (MONDAY,)
    assert "That is what was planned" in page.closing.outcome.value


def test_wrong_days_and_towns_are_said_beside_their_fields(view: ClosingView, page: PlannerView) -> None:
    """An end before the start, a town that isn't there; what was typed stays; put right, the message goes."""
    put(view, start=FRIDAY, end=MONDAY)
    assert message_beside(view, "end")
    assert view.outcome.value == ""
    assert page.model.closing.end == MONDAY
    put(view, start=MONDAY, end=FRIDAY, town="Ankkara")
    assert message_beside(view, "end") == ""
    assert "Ankkara" in message_beside(view, "town")
    put(view, town="")
    assert message_beside(view, "town") == ""
    assert view.outcome.value


def test_the_report_is_kept_while_it_is_typed(view: ClosingView, page: PlannerView) -> None:
    """Several lines, in the plan and in its file at once; a file shows its own."""
    put(view, done="Ten visits.\n\nTwo talks.", next_steps="A joint bid ")
    assert page.model.closing.done == "Ten visits.\n\nTwo talks."
    assert "A joint bid" in page.model.file_content()
    page.model.closing = Closing(feedback="Good guests", paid_eur=750)
    assert view.fields["done"].control.value == ""
    assert view.fields["feedback"].control.value == "Good guests"
    assert view.fields["paid_eur"].control.value == "750"
    page.model.closing = Closing()
    assert view.fields["paid_eur"].control.value == ""


def test_the_payment_has_its_last_day_and_its_source(view: ClosingView, page: PlannerView) -> None:
    """Ten days after all was handed in, as one partnership says; later is said, and less is said."""
    put(view, completed=date(2021, 9, 27))
    assert "7 October 2021" in view._payment.value
    assert "clamtex.eu" in view._payment.value
    put(view, paid_on=date(2021, 10, 9), paid_eur="700")
    assert "2 days later" in view._payment.value
    assert "the rules give \N{EURO SIGN}750" in view._payment.value
    assert "may pay less" in view._payment.value
    assert page.model.closing.paid_eur == 700


@pytest.mark.parametrize("text", ["lots", "-5", "7.5", "9" * 30, "\N{SUPERSCRIPT TWO}"])
def test_a_sum_that_is_none_is_said(view: ClosingView, page: PlannerView, text: str) -> None:
    """What was there before counts on, and what was typed stays in the field."""
    put(view, paid_eur="\N{EURO SIGN} 1 100")
    put(view, paid_eur=text)
    assert "whole euro" in message_beside(view, "paid_eur")
    assert page.model.closing.paid_eur == 1100
    page.model.tick("invoices", is_done=True)
    assert view.fields["paid_eur"].control.value == text


def test_missing_proofs_lead_to_the_checklist(view: ClosingView, page: PlannerView) -> None:
    """Each missing proof with its source; ticked in the checklist it goes; the link leads to the card's heading."""
    assert "Boarding passes" in view._proofs.value
    assert 'href="#exx-plan-papers"' in view._proofs.value
    assert 'id="exx-plan-papers"' in page.papers.box.children[0].value
    for name in ("boarding_passes", "invoices", "closing_report", "host_feedback"):
        page.model.tick(name, is_done=True)
    assert "All proofs are there" in view._proofs.value


def test_whose_target_it_counts_for(view: ClosingView, page: PlannerView) -> None:
    """Once, for the visitor's partnership; of a virtual one nothing is claimed."""
    assert "It counts once" in view._target.value
    page.model.form = "virtual"
    assert "No source" in view._target.value
    assert "Boarding passes" not in view._proofs.value
    page.model.start = None
    assert "have to be known first" in view._target.value
