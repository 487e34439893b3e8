# SPDX-License-Identifier: BSD-3-Clause
"""The matching card: hosts in an order that follows the answers and the weights, one chosen, a text for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.matching import ranking
from exxtra_kit.planning import Profile
from exxtra_kit.widgets.planner import app

if TYPE_CHECKING:
    from exxtra_kit.widgets.planner.matching import MatchingView
    from exxtra_kit.widgets.planner.view import PlannerView

ENGLISH = Language.load()
QUERY = "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&start=2021-09-13&end=2021-09-17"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the planner with a visitor and days, and no host."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


@pytest.fixture
def view(page: PlannerView) -> MatchingView:
    """Return the card, opened."""
    page.matching.card.open()
    return page.matching


def shown(view: MatchingView) -> str:
    """Return the mark-up of the ranking."""
    assert view.ranking is not None
    return view.ranking.value


def order(view: MatchingView) -> list[str]:
    """Return the hosts that can be chosen, by the keys of their buttons, in their order."""
    return re.findall(r'data-press="([a-z-]+)"', shown(view))


def test_nothing_is_reckoned_while_it_is_folded(page: PlannerView, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folded card asks no rule, whatever is typed; opened, it does once."""
    asked: list[Any] = []
    real = ranking.rank_hosts

    def watched(*given: Any) -> Any:
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(ranking, "rank_hosts", watched)
    page.model.town = "Verona"
    assert asked == []
    page.matching.card.open()
    assert len(asked) == 1
    page.model.name = "Zlab Italy"
    page.model.profile = Profile(about="Typing, letter by letter")
    assert len(asked) == 1
    page.model.town = "Cerea"
    assert len(asked) == 2
    page.matching.card.fold.button.click()
    page.model.town = "Verona"
    assert len(asked) == 2
    page.matching.card.fold.button.click()
    assert len(asked) == 3


def test_hosts_are_ranked_and_the_others_say_why_not(view: MatchingView) -> None:
    """Six hosts abroad can be chosen; DITECFER, in the visitor's own country, can't, and the rule is named."""
    assert len(order(view)) == 6
    assert "ditecfer" not in order(view)
    assert "Why not these" in shown(view)
    assert "DITECFER" in shown(view)


def test_the_profile_moves_the_order(view: MatchingView, page: PlannerView) -> None:
    """Who works in Catalan only, and for whom nothing else counts, finds Railgrup first."""
    before = order(view).index("railgrup")
    page.model.profile = Profile(languages=("ca",))
    page.model.weights = {**dict.fromkeys(map(str, ranking.WEIGHTS), 0), "language": 100}
    assert order(view).index("railgrup") == 0 < before


def test_a_weight_changes_the_order_at_once(view: MatchingView, page: PlannerView) -> None:
    """Only the sum counts: the highest first. The usual weights come back with one press."""
    usual = order(view)
    for criterion, field in view.weights.items():
        field.control.value = "100" if criterion == "sum" else "0"
    assert page.model.weights == {**dict.fromkeys(map(str, ranking.WEIGHTS), 0), "sum": 100}
    assert order(view) != usual
    assert '"weights": {' in page.model.file_content()
    view.usual.click()
    assert page.model.weights == {}
    assert order(view) == usual
    assert {field.control.value for field in view.weights.values()} == {"5", "10", "20", "25"}


def test_weights_from_a_file_are_shown(view: MatchingView, page: PlannerView) -> None:
    """A weight that no list offers is shown as it came; one of a newer version is kept."""
    page.model.weights = {"sum": 33, "karma": 7}
    assert next(field for name, field in view.weights.items() if name == "sum").control.value == "33"
    view.usual.click()
    assert page.model.weights == {"karma": 7}


def test_a_host_is_chosen_by_its_button(view: MatchingView, page: PlannerView) -> None:
    """The press arrives in the questions; the text to the host appears, in one language or two."""
    assert view.ranking is not None
    assert view.text is not None
    assert view.text.text == ""
    view.ranking._heard(view.ranking, {"press": "arus"}, [])
    assert (page.model.host, page.model.host_town) == ("arus", "Ankara")
    assert "arus" not in order(view)
    assert "Your host" in shown(view)
    assert "ARUS" in view.text.text
    assert "Zlab" in view.text.text
    alone = view.text.text
    view.second.control.value = "it"
    assert view.text.text.startswith(alone.rstrip())
    assert len(view.text.text) > len(alone)


@pytest.mark.parametrize("press", ["", "mars", "<script>", "other"])
def test_a_made_up_press_chooses_nothing(view: MatchingView, page: PlannerView, press: str) -> None:
    """Only a host of the catalogue can be chosen here."""
    assert view.ranking is not None
    view.ranking._heard(view.ranking, {"press": press}, [])
    assert page.model.host == ""


def test_what_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without days there is no order but a sentence that says what is needed, and not the host."""
    monkeypatch.setenv("QUERY_STRING", "type=sme&country=IT&town=Cerea")
    page = app.build()
    page.matching.card.open()
    assert "the first day at the host" in shown(page.matching)
    assert "the host," not in shown(page.matching)
    assert order(page.matching) == []
