# SPDX-License-Identifier: BSD-3-Clause
"""The agenda as a visitor edits it: what breaks a rule is said at once, in words; put right again, it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.served.test_planner import GOLDEN, open_planner

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.served.running import RunningSite

pytestmark = pytest.mark.browser


def card(page: Page, name: str) -> Locator:
    """Return a card by its heading."""
    return page.locator(".exx-card").filter(has=page.get_by_role("heading", name=name, exact=True, level=2))


def plan_five_days(page: Page, site: RunningSite) -> Locator:
    """Open the golden plan with ten visits; return its agenda."""
    open_planner(page, site, GOLDEN)
    page.get_by_role("button", name="5 days").click()
    expect(page.locator(".exx-plan-card")).to_have_count(10)
    return card(page, "Agenda")


def move(page: Page, activity: str, **answers: str) -> None:
    """Open an activity, answer some of its questions anew and save it."""
    page.get_by_role("button", name=f"Change {activity}").click()
    for label, value in answers.items():
        page.locator(".exx-plan-form").get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Save the activity").click()


def test_a_double_booking_is_said_and_goes(page: Page, site: RunningSite) -> None:
    """The afternoon of Monday moved onto its morning: said in words with both titles; moved back, gone."""
    agenda = plan_five_days(page, site)
    said = agenda.get_by_role("alert").filter(has_text="overlap on 13 September 2021")
    expect(said).to_have_count(0)
    move(page, "First member: workshop visit", From="11:00")
    expect(said).to_contain_text("Welcome at the host")
    expect(said).to_contain_text("First member: workshop visit")
    move(page, "First member: workshop visit", From="14:00")
    expect(said).to_have_count(0)


def test_too_little_time_for_the_way_is_said_and_goes(page: Page, site: RunningSite) -> None:
    """Two hours from Ankara to Konya: said with the assumption; back in Ankara, gone."""
    agenda = plan_five_days(page, site)
    said = agenda.get_by_role("alert").filter(has_text="We assume")
    page.get_by_role("button", name="Change Laboratory or test site").click()
    page.get_by_label("Where?").fill("Test track, Konya")
    page.get_by_role("button", name="Save the activity").click()
    expect(said).to_contain_text("in a straight line")
    expect(said).to_contain_text("Konya")
    page.get_by_role("button", name="Change Laboratory or test site").click()
    page.get_by_label("Where?").fill("Test track, Ankara")
    page.get_by_role("button", name="Save the activity").click()
    expect(said).to_have_count(0)


def test_a_closed_day_costs_half_and_gives_it_back(page: Page, site: RunningSite) -> None:
    """Each of five days is needed; one closed: half the sum, said at the day and of its visits; opened again, gone."""
    agenda = plan_five_days(page, site)
    expect(agenda.get_by_text("Needed for the full sum")).to_have_count(5)
    agenda.get_by_role("button", name="Mark travel days").click()
    closed = agenda.get_by_label("Days on which the host is closed: Wed 15 Sept")
    closed.check()
    expect(page.locator(".exx-panel .exx-sum")).to_contain_text("375")
    expect(agenda.get_by_text("Costs: 4 working days")).to_have_count(1)
    expect(agenda.get_by_role("alert")).to_contain_text("on which the host is marked as closed")
    closed.uncheck()
    expect(page.locator(".exx-panel .exx-sum")).to_contain_text("750")
    expect(agenda.get_by_role("alert")).to_have_count(0)
    expect(agenda.get_by_text("Needed for the full sum")).to_have_count(5)


def test_an_objective_is_typed_chosen_and_renamed(page: Page, site: RunningSite) -> None:
    """Nobody serves it: recalled; an activity serves it: gone; renamed: the activity still serves it."""
    agenda, objectives = plan_five_days(page, site), card(page, "Objectives")
    objectives.get_by_label("Another objective").fill("Sell <sensors>")
    objectives.get_by_role("button", name="Add the objective").click()
    recalled = agenda.get_by_text("No activity serves the objective")
    expect(recalled).to_contain_text("Sell <sensors>")
    page.get_by_role("button", name="Change Operator or depot visit").click()
    page.get_by_label("Which objective does it serve?").select_option(label="Sell <sensors>")
    page.get_by_role("button", name="Save the activity").click()
    expect(recalled.filter(has_text="Sell <sensors>")).to_have_count(0)
    objectives.get_by_role("button", name=re.compile("Change")).last.click()
    objectives.get_by_label("What should come of it?").fill("Sell sensors")
    objectives.get_by_role("button", name="Save").click()
    last = objectives.locator(".exx-plan-item").last
    expect(last).to_contain_text("Sell sensors")
    expect(last).to_contain_text("1 activity serves it")


def test_a_second_visitor_gets_a_sum_of_its_own(phone: Page, site: RunningSite) -> None:
    """On a phone: a visitor added, a slip in its town said where one types, put right; 1,500 euro together."""
    open_planner(phone, site, GOLDEN)
    group = card(phone, "Group")
    group.get_by_role("button", name="Further visitors").click()
    group.get_by_role("button", name="Add a visitor").click()
    group.get_by_label("Name of the organisation").fill("Railtech")
    group.get_by_label("It is a").select_option(label="SME (small or medium-sized company)")
    group.get_by_label("Its country").select_option(label="Germany")
    group.get_by_label("Its town").fill("Dresdenn")
    expect(group.get_by_role("alert").filter(has_text="Did you mean")).to_be_visible()
    group.get_by_label("Its town").fill("Dresden")
    group.get_by_label("Is it a member of a cluster?").select_option(label="Yes, it has an ECCP profile")
    group.get_by_label("Has it visited").select_option(label="No")
    expect(group.get_by_text("2 visitors, together \N{EURO SIGN}1,500.")).to_be_visible()
    expect(group.get_by_role("alert")).to_have_count(0)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
