# SPDX-License-Identifier: BSD-3-Clause
"""The calculator's page: tied to its model both ways, with messages beside the fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.widgets.calculator import app
from exxtra_kit.widgets.calculator.answer import handover
from exxtra_kit.widgets.calculator.model import CalculatorModel
from exxtra_kit.widgets.calculator.view import EXAMPLE, CalculatorView
from exxtra_kit.widgets.kit.query import SITE_VARIABLE, Handover

TODAY = date(2026, 11, 23)
TIED = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "1",
    "host": "mafex",
    "host_type": "sme",
    "host_country": "ES",
    "host_town": "Bilbao",
    "host_membership": "none",
    "start": date(2021, 9, 13),
    "end": date(2021, 9, 17),
    "form": "virtual",
    "host_region": "ES-PV",
    "programme": "eye-2020",
    "visiting_support_kind": "incubator",
    "visiting_staff": "12",
    "visiting_turnover_eur": "1 200 000",
    "visiting_representative_nationality": "IN",
    "visiting_representative_permit": "yes",
    "host_balance_sheet_eur": "5",
    "host_representative_business": "no",
    "group_visitors": "3",
    "partnership_sum_eur": "400",
}


@pytest.fixture
def view() -> CalculatorView:
    """Return the page of an empty calculator, in English, with all its questions."""
    made = CalculatorView(CalculatorModel(), Language.load(), TODAY)
    made.about_more.turn(shown=True)
    return made


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


def message_of(view: CalculatorView, name: str) -> str:
    """Return what stands beside a field as mark-up; empty if nothing does."""
    children = view.fields[name].box.children
    return str(children[2].value) if len(children) > 2 else ""


@pytest.mark.parametrize(("name", "value"), TIED.items())
def test_a_field_sets_its_answer(view: CalculatorView, name: str, value: object) -> None:
    """What is put into a field arrives in the model."""
    view.fields[name].control.value = value

    assert getattr(view.model, name) == value


@pytest.mark.parametrize(("name", "value"), TIED.items())
def test_an_answer_sets_its_field(view: CalculatorView, name: str, value: object) -> None:
    """What the model is given is seen in the field."""
    setattr(view.model, name, value)

    assert view.fields[name].control.value == value


def test_every_field_has_a_label(view: CalculatorView) -> None:
    """No control is without its words."""
    assert all('class="exx-label"' in field.control.description for field in view.fields.values())


def test_the_empty_page_says_what_is_needed(view: CalculatorView) -> None:
    """Before the first answer the panel asks, and blames nobody."""
    assert "Your answer appears here" in view.panel.value
    assert "your country" in view.panel.value
    assert not any(message_of(view, name) for name in view.fields)


def test_the_example_is_one_click(view: CalculatorView) -> None:
    """The example fills every field of the golden case and shows its sum; then it can be cleared again."""
    view._example.click()
    assert "\N{EURO SIGN}750" in view.panel.value
    assert not shown(view._example)

    view._again.click()
    assert "Your answer appears here" in view.panel.value
    assert view.fields["visiting_town"].control.value == ""


def test_a_misspelt_town_is_said_beside_its_field_and_can_be_mended(view: CalculatorView) -> None:
    """The message stands beside the field and in the panel, and a button takes the proposal."""
    view.model.set_state({**EXAMPLE, "visiting_town": "Cereaa"})
    assert "Cereaa" in message_of(view, "visiting_town")
    assert 'role="alert"' in message_of(view, "visiting_town")
    assert 'href="#exx-field-visiting-town"' in view.panel.value

    view.fields["visiting_town"].box.children[3].children[0].click()

    assert view.model.visiting_town == "Cerea"
    assert not message_of(view, "visiting_town")
    assert "\N{EURO SIGN}750" in view.panel.value


def test_a_town_that_is_being_typed_is_no_error(view: CalculatorView) -> None:
    """While the letters so far begin a town's name there is advice, and nothing is called wrong."""
    view.model.set_state({**EXAMPLE, "visiting_town": ""})

    view.fields["visiting_town"].control.value = "Cere"

    assert "Cerea" in view.fields["visiting_town"].control.options
    assert "alert" not in message_of(view, "visiting_town")
    assert "exx-not_met" not in view.panel.value


def test_a_year_that_is_being_typed_is_no_error(view: CalculatorView) -> None:
    """A browser hands over the years 2, 20 and 202 before 2021: nothing is called wrong on the way."""
    view.model.set_state(EXAMPLE)

    view.fields["start"].control.value = date(202, 9, 13)

    assert not message_of(view, "start")
    assert "exx-not_met" not in view.panel.value
    assert "\N{EURO SIGN}" not in view.panel.value


def test_a_town_of_another_country_is_an_error(view: CalculatorView) -> None:
    """What was proposed for the country before is no longer proposed once the country has changed."""
    view.model.set_state({**EXAMPLE, "visiting_country": "TR", "visiting_town": "Ankara"})

    view.fields["visiting_country"].control.value = "IT"

    assert "Ankara" not in view.fields["visiting_town"].control.options
    assert "alert" in message_of(view, "visiting_town")


def test_the_days_in_the_wrong_order_are_said_at_the_last_day(view: CalculatorView) -> None:
    """The message stands at the field that it is about, and at no other."""
    view.model.set_state({**EXAMPLE, "end": "2021-09-10"})

    assert [name for name in view.fields if message_of(view, name)] == ["end"]


def test_only_another_host_is_described(view: CalculatorView) -> None:
    """The questions about a host of one's own appear when they are needed."""
    assert not shown(view._other)

    view.fields["host"].control.value = "other"

    assert shown(view._other)


def test_membership_is_asked_only_where_it_matters(view: CalculatorView) -> None:
    """A cluster organisation isn't asked whether it is a member of a cluster."""
    view.fields["visiting_type"].control.value = "cluster_organisation"
    assert not shown(view.fields["visiting_membership"].box)

    view.fields["visiting_type"].control.value = "sme"
    assert shown(view.fields["visiting_membership"].box)


def test_a_travel_day_is_a_tick(view: CalculatorView) -> None:
    """Ticking the first day as travelled takes a working day away, and half of the sum."""
    view.model.set_state(EXAMPLE)

    view._days["travel_days"]._checks[date(2021, 9, 13)].value = True

    assert view.model.travel_days == ["2021-09-13"]
    assert "\N{EURO SIGN}375" in view.panel.value


def test_an_address_fills_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another app hands over is answered already."""
    monkeypatch.setenv(
        "QUERY_STRING",
        "type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus&start=2021-09-13&end=2021-09-17",
    )

    assert "\N{EURO SIGN}750" in app.build().panel.value


def test_an_address_with_nonsense_is_answered_beside_the_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hostile values are shown as text, refused beside their fields, and never become mark-up."""
    monkeypatch.setenv("QUERY_STRING", "type=%3Cscript%3E&country=ZZ&host=%22%3E%3Cimg%3E&start=abc&visits=-1")

    view = app.build()

    wrong = [name for name in view.fields if message_of(view, name)]
    assert wrong == ["visiting_type", "visiting_country", "previous_visits", "host", "start"]
    everything = view.panel.value + "".join(message_of(view, name) for name in wrong)
    assert "<script" not in everything
    assert "<img" not in everything


def test_the_way_on_carries_everything(monkeypatch: pytest.MonkeyPatch, view: CalculatorView) -> None:
    """On our site the panel leads to the planner with all that was typed; elsewhere there is no broken link."""
    view.model.set_state(EXAMPLE)
    assert "planner?" not in view.panel.value

    monkeypatch.setenv(SITE_VARIABLE, "1")
    view.model.set_state({**EXAMPLE, "previous_visits": ""})

    assert 'href="planner?lang=en&amp;name=Zlab' in view.panel.value
    assert Handover.parse(handover(view.model).query(Language.load())) == handover(view.model)
    assert handover(view.model).get("host") == "arus"


def test_who_is_not_eligible_is_led_to_other_hosts(monkeypatch: pytest.MonkeyPatch, view: CalculatorView) -> None:
    """There is nothing to plan then."""
    monkeypatch.setenv(SITE_VARIABLE, "1")

    view.model.set_state({**EXAMPLE, "visiting_country": "TR", "visiting_town": "Ankara"})

    assert "planner?" not in view.panel.value
    assert "partner_map?" in view.panel.value
