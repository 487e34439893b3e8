# SPDX-License-Identifier: BSD-3-Clause
"""What only some are asked, the choice of the programme, and what the buttons of the answer do."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.parameters import load_programme
from exxtra_kit.render.fixes import UNDO, fix_key
from exxtra_kit.widgets.calculator import app, choices
from exxtra_kit.widgets.calculator.answer import handover
from exxtra_kit.widgets.calculator.model import CalculatorModel
from exxtra_kit.widgets.calculator.view import EXAMPLE, CalculatorView
from exxtra_kit.widgets.handover import Handover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = Language.load()
HALF = {**EXAMPLE, "end": "2021-09-16"}
OWN_PROGRAMME = """
[programme]
id = "our-exchange"
title = "Our own <exchange>"
version = "1.0.0"
description = "A programme of the staff."
builds_on = "clusterxchange-2020"

[[parameters.ceiling_eur.values]]
from = 2020-02-03
value = {TR = 501}
confidence = "O"
reference = "ABOUT"
last_checked = 2026-11-23
"""


@pytest.fixture
def view() -> CalculatorView:
    """Return the page of an empty calculator, in English."""
    return CalculatorView(CalculatorModel(), ENGLISH, date(2026, 11, 23))


@pytest.fixture
def own_programmes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the folder in which the staff keep their programme files."""
    monkeypatch.setenv("EXXTRA_PROGRAMMES", str(tmp_path))
    load_programme.cache_clear()
    yield tmp_path
    load_programme.cache_clear()


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


def asked(view: CalculatorView) -> set[str]:
    """Return the further questions that can be seen, those in a group that is folded away left out."""
    boxes = {name: field.box for name, field in view.more.fields.items()}
    boxes |= {name: group.box for name, group in view.more.several.items()}
    return {
        name
        for name, box in boxes.items()
        if shown(box) and shown(view.more._groups[name.split("_")[0] if name[:5] in {"visit", "host_"} else "exchange"])
    }


def press(view: CalculatorView, key: str) -> list[dict[str, Any]]:
    """Press a button of the panel; return what the panel sends to the browser."""
    sent: list[dict[str, Any]] = []
    view.panel.send = sent.append
    view.panel._handle_custom_msg({"press": key}, [])
    return sent


class Keys(HTMLParser):
    """Collects the keys of the buttons in mark-up."""

    def __init__(self, markup: str) -> None:
        """Read all of it."""
        super().__init__()
        self.found: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a button."""
        if tag == "button":
            self.found.append(dict(attrs)["data-press"] or "")


def test_nobody_is_asked_what_does_not_apply(view: CalculatorView) -> None:
    """At first only what everybody may say; each kind of organisation is then asked its own."""
    everybody = {"purposes", "partnership_sum_eur", "group_visitors"}
    assert asked(view) == everybody

    view.model.visiting_type, view.model.visiting_country = "scaling_up_support_organisation", "IT"
    own = {"visiting_support_kind", "visiting_registered_in", "visiting_representative_nationality"}
    assert asked(view) == everybody | own

    view.model.visiting_type = "sme"
    assert asked(view) == everybody | own - {"visiting_support_kind"} | {"visiting_staff"}


def test_a_question_leads_to_the_next(view: CalculatorView) -> None:
    """Turnover after staff; days after a nationality from elsewhere, papers after the days."""
    view.model.set_state(EXAMPLE)
    view.model.visiting_staff = "12"
    assert {"visiting_turnover_eur", "visiting_balance_sheet_eur"} <= asked(view)

    view.model.visiting_representative_nationality = "ES"
    assert "visiting_representative_days" not in asked(view)
    view.model.visiting_representative_nationality = "IN"
    assert "visiting_representative_days" in asked(view)
    assert "visiting_representative_permit" not in asked(view)
    view.model.visiting_representative_days = "200"
    assert {"visiting_representative_permit", "visiting_representative_business"} <= asked(view)


def test_a_host_is_asked_only_if_it_is_described(view: CalculatorView) -> None:
    """Of a cluster everything is known."""
    view.model.set_state({**EXAMPLE, "host_type": "sme", "host_country": "TR"})
    assert not [name for name in asked(view) if name.startswith("host_")]

    view.model.host = "other"

    assert {"host_staff", "host_registered_in", "host_representative_nationality"} <= asked(view)


def test_a_wrong_answer_stays_in_sight(view: CalculatorView) -> None:
    """A number that is none is said beside its field, even if another answer would hide the question."""
    view.model.set_state({**EXAMPLE, "visiting_staff": "many"})
    assert "many" in view.fields["visiting_staff"].box.children[2].value
    assert view.about_more.is_shown

    view.model.visiting_type = "cluster_organisation"

    assert "visiting_staff" in asked(view)


def test_half_days_are_asked_only_online(view: CalculatorView) -> None:
    """Who travels has no half days."""
    view.model.set_state(EXAMPLE)
    assert not shown(view._days["half_days"].box)

    view.model.form = "virtual"

    assert shown(view._days["half_days"].box)


def test_several_answers_reach_the_rules(view: CalculatorView) -> None:
    """Purposes are ticked, establishments taken one by one."""
    view.model.set_state(EXAMPLE)

    view.more.several["purposes"].checks["networking"].value = True  # type: ignore[union-attr]
    view.more.several["visiting_registered_in"].field.control.value = "DE"  # type: ignore[union-attr]

    data: Any = view.model.case_data()
    assert (data["exchange"]["purposes"], data["visiting"]["registered_in"]) == (["networking"], ["DE"])


def test_further_questions_are_made_only_when_somebody_unfolds_them(view: CalculatorView) -> None:
    """A page that opens has fewer parts to build."""
    assert "visiting_staff" not in view.fields

    view.about_more.button.click()

    assert "visiting_staff" in view.fields


def test_every_further_field_has_a_label(view: CalculatorView) -> None:
    """No control is without its words."""
    assert all('class="exx-label"' in field.control.description for field in view.more.fields.values())


def test_the_programme_is_chosen_by_its_title(view: CalculatorView) -> None:
    """The usual one comes first; another one changes the answer."""
    offered = choices.programmes(ENGLISH)
    assert offered[0][1] == "clusterxchange-2020"
    assert ("Erasmus for Young Entrepreneurs, sums of 2020-2022", "eye-2020") in offered
    view.model.set_state(EXAMPLE)

    view.fields["programme"].control.value = "eye-2020"

    assert "Not eligible" in view.panel.value
    assert handover(view.model).get("programme") == "eye-2020"


def test_the_usual_programme_is_not_said_in_an_address(view: CalculatorView) -> None:
    """Links stay short."""
    view.model.set_state(EXAMPLE)

    assert "programme" not in handover(view.model).values


def test_an_address_chooses_the_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """`?programme=` is answered already; one that doesn't exist is refused beside the field."""
    monkeypatch.setenv("QUERY_STRING", "programme=eye-2024")
    assert app.build().fields["programme"].control.value == "eye-2024"

    monkeypatch.setenv("QUERY_STRING", "programme=nope")
    view = app.build()
    assert "nope" in view.fields["programme"].box.children[2].value
    assert shown(view._programme)


def test_a_programme_of_the_staff_can_be_chosen(own_programmes: Path) -> None:
    """A file in the folder shows by its title, and its amounts count; a broken one beside it harms nobody."""
    (own_programmes / "our-exchange.toml").write_text(OWN_PROGRAMME, encoding="utf-8")
    (own_programmes / "broken.toml").write_text("[programme", encoding="utf-8")
    view = CalculatorView(CalculatorModel(), ENGLISH, date(2026, 11, 23))
    view.model.set_state(EXAMPLE)
    assert ("Our own <exchange>", "our-exchange") in choices.programmes(ENGLISH)
    assert "broken" not in [name for _, name in choices.programmes(ENGLISH)]

    view.fields["programme"].control.value = "our-exchange"

    assert "\N{EURO SIGN}501" in view.panel.value


def test_one_programme_alone_is_no_question(view: CalculatorView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked where there is nothing to choose, and there is nothing to compare."""
    assert shown(view._programme)
    monkeypatch.setattr(choices, "usable_programmes", lambda: (load_programme("clusterxchange-2020"),))

    view.model.set_state(EXAMPLE)

    assert not shown(view._programme)
    assert not shown(view.others.box)


def test_a_change_is_made_by_its_button_and_taken_back(view: CalculatorView) -> None:
    """The answer is then what was promised; "Undo" brings back the answers as they were."""
    view.model.set_state(HALF)
    before = view.model.get_state()
    assert view.model.verdict is not None
    fix = view.model.verdict.fixes[0]
    assert fix_key(fix) in Keys(view.panel.value).found

    press(view, fix_key(fix))

    assert view.model.end == date(2021, 9, 17)
    assert view.model.verdict.lump_sum_eur == fix.lump_sum_eur == 750
    assert "Applied:" in view.panel.value
    press(view, UNDO)
    assert view.model.get_state() == before
    assert "Applied:" not in view.panel.value


def test_a_change_is_forgotten_with_the_next_answer(view: CalculatorView) -> None:
    """There is nothing to undo once something else was answered."""
    view.model.set_state(HALF)
    assert view.model.verdict is not None
    press(view, fix_key(view.model.verdict.fixes[0]))

    view.model.previous_visits = ""

    assert "Applied:" not in view.panel.value


def test_a_button_of_an_older_answer_does_nothing(view: CalculatorView) -> None:
    """A change that is no longer proposed isn't made, whatever a browser sends."""
    view.model.set_state(HALF)
    state = view.model.get_state()

    for key in ("{}", '{"exchange.end": "2030-01-01"}', UNDO, "nonsense"):
        press(view, key)

    assert view.model.get_state() == state


def test_another_host_is_taken_by_its_button(view: CalculatorView) -> None:
    """A host that is proposed in place of one's own is a cluster of the list, with all its facts."""
    view.model.set_state({**EXAMPLE, "host": "other", "host_country": "IT", "host_town": "Roma", "host_staff": "3"})
    assert view.model.verdict is not None
    fix = next(fix for fix in view.model.verdict.fixes if "host.name" in fix.changes)

    press(view, fix_key(fix))

    assert view.fields["host"].control.value not in {"", "other"}
    assert (view.model.verdict.eligibility, view.model.verdict.lump_sum_eur) == (fix.verdict, fix.lump_sum_eur)


def test_the_calculation_sheet_is_given_away(view: CalculatorView) -> None:
    """Its button sends the sheet as a file, with the day of issue; it is on no server."""
    view.model.set_state(EXAMPLE)

    (sent,) = press(view, "sheet")

    assert (sent["file"], sent["type"]) == ("calculation-sheet-2021-09-13.html", "text/html")
    assert "750" in sent["content"]
    assert "23 November 2026" in sent["content"]


def test_without_an_answer_there_is_no_sheet(view: CalculatorView) -> None:
    """Nothing is sent while something is missing."""
    assert press(view, "sheet") == []


def test_other_programmes_are_compared_once_somebody_asks(view: CalculatorView) -> None:
    """All of them in short, one of them beside the answer in full; it follows every change."""
    view.model.set_state(EXAMPLE)
    assert view.others.short.value == ""

    view.others.fold.button.click()
    assert view.others.short.value.count("<li>") == len(choices.programmes(ENGLISH))
    assert "exx-compare-table" not in view.others.full.value

    view.others.beside.control.value = "eye-2020"
    assert "exx-compare-table" in view.others.full.value
    assert "\N{EURO SIGN}750" in view.others.full.value
    view.model.end = date(2021, 9, 16)
    assert "\N{EURO SIGN}375" in view.others.full.value


def test_what_is_not_checked_stands_apart(view: CalculatorView) -> None:
    """It has a fold and a sign of its own, and isn't counted as a check."""
    view.model.set_state(EXAMPLE)

    assert view.model.verdict is not None
    open_ones = [finding for finding in view.model.verdict.findings if not finding.is_checked]
    before, _, apart = view.panel.value.partition('data-key="not-checked"')
    assert "exx-finding-not_checked" not in before
    assert apart.count("exx-finding exx-finding-not_checked") == len(open_ones) > 0
    assert f"{len(open_ones)} things not checked" in apart


def test_everything_that_was_said_goes_along(view: CalculatorView) -> None:
    """Lists, days and numbers come through an address as they were typed."""
    said = {
        **EXAMPLE,
        "visiting_staff": "1 200",
        "visiting_registered_in": ["IT", "DE"],
        "visiting_representative_nationality": "IN",
        "travel_days": ["2021-09-13"],
        "purposes": ["networking", "market_research"],
        "group_visitors": "3",
    }
    view.model.set_state(said)

    carried = Handover.parse(handover(view.model).query(ENGLISH))

    assert carried == handover(view.model)
    assert (carried.get("registered_in"), carried.get("staff")) == ("IT,DE", "1 200")
