# SPDX-License-Identifier: BSD-3-Clause
"""The other partnerships' clusters on the map: all that are known, each once, none nearer than is known."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exxtra_kit.catalogue import load_partnerships
from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.parameters import Law
from exxtra_kit.render import partner_marks as module
from exxtra_kit.render.outlines import countries
from exxtra_kit.render.partner_marks import known_words, partner_marks

if TYPE_CHECKING:
    import pytest

ENGLISH = Language.load()
HOSTILE = "<img src=x onerror=alert(1)>`${1}`</script>\u202e"


def marks() -> list[dict[str, Any]]:
    """Return the marks as a page gets them."""
    found: list[dict[str, Any]] = json.loads(json.dumps(partner_marks(ENGLISH)))
    return found


def test_each_cluster_stands_there_once() -> None:
    """Every known cluster of the other partnerships has its line, in one mark only; our seven have none."""
    expected = {
        (member.name, member.country)
        for partnership in load_partnerships()
        for member in partnership.members
        if not member.cluster
    }
    names = [item["name"] for mark in marks() for item in mark["items"]]

    assert sorted(names) == sorted(name for name, _ in expected)
    assert len(names) > 40
    assert not {"DITECFER", "ARUS", "Rail.S"} & set(names)


def test_a_cluster_in_two_partnerships_names_both() -> None:
    """AEI TEXTILS was in a partnership of each wave."""
    items = [item for mark in marks() for item in mark["items"] if item["name"] == "AEI TEXTILS"]
    told = [value for _, value, *_ in items[0]["facts"]]

    assert len(items) == 1
    assert any(value.startswith("CLAMTEX") for value in told)
    assert any(value.startswith("Hi-Tech-TEX") for value in told)


def test_a_place_is_never_nearer_than_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its town a cluster stands in it; without, in its country's mark, whose words say so."""
    first = next(one for one in load_partnerships() if one.id == "clamtex")
    known, unknown = first.members[0], first.members[1]
    place = Place(lat=41.56, lon=2.01, town="Terrassa", country="ES")
    members = (
        replace(known, town="Terrassa", place=place, place_provenance=known.provenance),
        replace(unknown, town="", place=None, place_provenance=None),
    )
    monkeypatch.setattr(module, "load_partnerships", lambda: (replace(first, members=members),))
    town, country = sorted(marks(), key=lambda mark: "of" in mark)

    assert town["point"] == [41.56, 2.01]
    assert town["title"] == "Terrassa, Spain"
    assert country["of"] == "ES"
    assert "point" not in country
    assert country["title"] == "Spain: 1 cluster, town not known. The mark shows the country only."
    assert unknown.name in country["spoken"]


def test_every_country_has_a_spot_for_its_mark() -> None:
    """A mark without a town stands in a country that the map's page knows a spot of."""
    spots = {
        outline.id for outline in countries(ENGLISH, Law.newest().names("participating_countries")) if outline.spot
    }

    assert {member.country for one in load_partnerships() for member in one.members} <= spots


def test_how_sure_is_said_of_each() -> None:
    """Each cluster has its partnership, with the field in the language of the source, and how sure that is."""
    for mark in marks():
        for item in mark["items"]:
            labels = [label for label, *_ in item["facts"]]
            assert labels[0] == "Partnership"
            assert labels[-1] == "How sure"
            assert item["facts"][0][2] == "en"
            assert ("; town: " in item["facts"][-1][1]) == ("point" in mark)


def test_hostile_names_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a name holds reaches the page as it is, to be set as text there."""
    first = next(one for one in load_partnerships() if one.id == "clamtex")
    members = (replace(first.members[0], name=HOSTILE),)
    monkeypatch.setattr(module, "load_partnerships", lambda: (replace(first, name=HOSTILE, members=members),))

    assert marks()[0]["items"][0]["name"] == HOSTILE
    assert HOSTILE in marks()[0]["spoken"]


def test_what_is_not_known_is_said() -> None:
    """The legend tells how many partnerships there were and of how many a cluster is known."""
    words = ENGLISH.text(known_words())

    assert "the scheme had 27 other partnerships" in words
    assert words.startswith(str(sum(len(mark["items"]) for mark in marks())))
