# SPDX-License-Identifier: BSD-3-Clause
"""What the chosen host says of itself: into the plan, into the ranking, and away with the host."""

from __future__ import annotations

from datetime import date

from exxtra_kit.documents.exchange_file import ExchangeFile, open_exchange
from exxtra_kit.language import Language
from exxtra_kit.planning import ActivityKind, Profile
from exxtra_kit.widgets.hosts import host_clusters, host_fields
from exxtra_kit.widgets.planner.form import Form
from exxtra_kit.widgets.planner.matching import MatchingView
from exxtra_kit.widgets.planner.model import PlannerModel

SAY = Language.load()
ZLAB = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "visits": "0"}


def planned() -> tuple[PlannerModel, MatchingView]:
    """Return the model and the open card of Zlab's visit to ARUS."""
    hosts = {key: Form.of_case({"host": host_fields(cluster)}) for key, cluster in host_clusters().items()}
    model = PlannerModel(hosts, SAY)
    with model.together():
        for name, value in ZLAB.items():
            setattr(model, name, value)
        model.start, model.end, model.host = date(2021, 9, 13), date(2021, 9, 17), "arus"
        model.profile = Profile(looks_for=(ActivityKind.NETWORKING,), languages=("en",))
    view = MatchingView(model, SAY)
    view.card.open()
    return model, view


def test_what_a_host_says_counts_and_is_kept() -> None:
    """Offers and languages that the host has told raise its score, and stand in the exchange file."""
    model, view = planned()
    assert view.host_words is not None
    assert view.ranking is not None
    before = view.ranking.value
    view.host_words.offers.checks["networking"].value = True
    view.host_words.languages.field.control.value = "en"
    view.host_words.about.field.control.value = "A cluster of\nrail makers"

    assert model.host_profile.offers == (ActivityKind.NETWORKING,)
    assert model.host_profile.languages == ("en",)
    assert "The host works in: English." in view.ranking.value
    assert "The host works in: English." not in before
    assert open_exchange(model.file_content()).host_profile.about == "A cluster of\nrail makers"


def test_another_host_never_said_it() -> None:
    """Choosing another host takes the words of the first away; a file brings those of its own host."""
    model, view = planned()
    assert view.host_words is not None
    view.host_words.offers.checks["networking"].value = True
    content = model.file_content()
    model.host = "mafex"
    assert model.host_profile == Profile()
    assert not view.host_words.offers.checks["networking"].value

    model.take(ExchangeFile())
    model.open_file(content)
    assert model.host == "arus"
    assert model.host_profile.offers == (ActivityKind.NETWORKING,)
    assert view.host_words.offers.checks["networking"].value
