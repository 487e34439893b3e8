# SPDX-License-Identifier: BSD-3-Clause
"""The plan as mark-up: everything escaped, states said in words, the file inside its own link."""

from __future__ import annotations

import base64
import re
from datetime import date, time
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case
from exxtra_kit.days import DayKind, StayDay, stay_days
from exxtra_kit.language import Language
from exxtra_kit.planning import STEPS, TASKS, TEMPLATES, Activity, ActivityKind, Party, Progress, check_agenda
from exxtra_kit.render.plan import (
    STEP_PLACES,
    activity_html,
    activity_name,
    agenda_problems_html,
    answers_html,
    day_html,
    file_name,
    heading_html,
    next_html,
    steps_html,
    take_away_html,
    task_html,
    template_html,
)

if TYPE_CHECKING:
    from exxtra_kit.models import Case
    from exxtra_kit.planning import Task

SAY = Language.load("en")
MONDAY = date(2021, 9, 13)
MATCHED = frozenset({Party.VISITING_ORGANISATION, Party.HOST_ORGANISATION})
ALL_DONE = Progress(frozenset(task.key for task in TASKS), frozenset(Party), MATCHED)
SIGNS = st.text(st.sampled_from("<>&\"'/=ab "), max_size=12)
PAYLOADS = st.sampled_from(
    ("<script>x</script>", '"><img src=x onerror=x>', "' onclick='x", "</p><b>", "&lt;b&gt;", "<a>")
)
HOSTILE = st.tuples(SIGNS, PAYLOADS, SIGNS).map("".join)


class Seen(HTMLParser):
    """Notes the elements and the text of a piece of mark-up."""

    def __init__(self, markup: str) -> None:
        """Read the mark-up."""
        super().__init__()
        self.elements: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        del attrs
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def activity(title: str = "Metro depot", place: str = "Ankara", objective: str = "") -> Activity:
    """Make an activity on a Monday morning."""
    return Activity(
        day=MONDAY,
        start=time(9, 30),
        end=time(12),
        title=title,
        kind=ActivityKind.NETWORKING,
        place=place,
        objective=objective,
    )


def golden(visitor: str = "Zlab", host: str = "ARUS") -> Case:
    """Return the golden case with other names."""
    return read_case(
        {
            "visiting": {
                "name": visitor,
                "type": "sme",
                "country": "IT",
                "town": "Cerea",
                "membership": "eccp_cluster",
            },
            "host": {"name": host, "type": "cluster_organisation", "country": "TR", "town": "Ankara"},
            "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
        }
    )


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_of_a_person_becomes_an_element(title: str, place: str, objective: str) -> None:
    """Titles, places, objectives and names stay text, whatever signs they hold."""
    innocent, hostile = activity("a", "b", "c"), activity(title, place, objective)
    assert Seen(activity_html(hostile, SAY)).elements == Seen(activity_html(innocent, SAY)).elements
    assert hostile.title in Seen(activity_html(hostile, SAY)).text
    assert Seen(heading_html(golden(title, place), SAY)).elements == Seen(heading_html(golden(), SAY)).elements
    assert Seen(answers_html(golden(title, place), SAY)).elements == Seen(answers_html(golden(), SAY)).elements
    problems = [check_agenda([slot, slot], MONDAY, MONDAY, [MONDAY]) for slot in (innocent, hostile)]
    shown = [Seen(agenda_problems_html(found, SAY)).elements for found in problems]
    assert shown[0] == shown[1]


def test_a_hostile_holiday_name_is_escaped() -> None:
    """Names of holidays come from a library and are escaped like any other text."""
    day = StayDay(MONDAY, DayKind.HOLIDAY, holiday="<script>")
    assert "<script>" not in day_html([day], SAY)
    assert "&lt;script&gt;" in day_html([day], SAY)


def test_an_activity_shows_time_title_purpose_and_place() -> None:
    """A card says when, what, what for and where."""
    text = Seen(activity_html(activity(), SAY)).text
    for part in ("09:30\N{EN DASH}12:00", "Metro depot", "Networking", "Ankara"):
        assert part in text


def test_a_wrong_activity_bears_a_sign_not_only_a_colour() -> None:
    """Whoever sees no colours sees the cross."""
    assert "\N{MULTIPLICATION X}" in activity_html(activity(), SAY, is_wrong=True)
    assert "\N{MULTIPLICATION X}" not in activity_html(activity(), SAY)


def test_the_button_of_an_activity_is_named_by_title_day_and_time() -> None:
    """Read aloud, each of ten buttons tells which activity it opens."""
    assert activity_name(activity(), SAY) == "Change Metro depot, Mon 13 Sept, 09:30\N{EN DASH}12:00"


def test_the_bar_marks_one_step_as_the_current_one() -> None:
    """A new plan is at registration, one with a full checklist at no step."""
    assert steps_html(Progress(), SAY).count('aria-current="step"') == 1
    assert "you are here \N{MIDDLE DOT} 3 things to do" in steps_html(Progress(), SAY)
    assert 'aria-current="step"' not in steps_html(ALL_DONE, SAY)
    assert steps_html(ALL_DONE, SAY).count("done") >= len(STEPS)
    assert re.findall(r'href="#([^"]*)"', steps_html(Progress(), SAY)) == list(STEP_PLACES.values())


def test_the_next_thing_is_named_with_who_does_it() -> None:
    """With all but one signature, the one who has still to sign is named; with one yes, who has still to say it."""
    before = frozenset({"profile", "partnership", "profile_accepted", "contact"})
    progress = Progress(before, frozenset(Party) - {Party.HOST_ORGANISATION}, MATCHED)
    assert "Commitment to Quality (Host organisation)" in next_html(progress, SAY)
    half = Progress(before, frozenset(Party), frozenset({Party.VISITING_ORGANISATION}))
    assert "Match confirmed by both (Host organisation)" in next_html(half, SAY)
    assert "Everything is done" in next_html(ALL_DONE, SAY)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.key)
def test_every_task_links_its_source(task: Task) -> None:
    """Below each tick stands where that is written, and how sure that is."""
    markup = task_html(task, SAY)
    assert re.search(r'<a href="https?://[^"]+" rel="noopener noreferrer"', markup)
    assert any(word in markup for word in ("official", "reading", "inferred", "project document"))


def test_every_template_links_its_source() -> None:
    """An agenda that has worked says where."""
    for template in TEMPLATES:
        assert f'href="{template.reference.url}"' in template_html(template, SAY)


def test_a_day_off_says_why() -> None:
    """Holidays with their name, weekends, travel days; an ordinary day says nothing more."""
    days = stay_days("TR", date(2021, 7, 19), date(2021, 7, 25), travel_days=[date(2021, 7, 19)]).days
    shown = [Seen(day_html([day], SAY)).text for day in days]
    assert shown[0] == "Mon 19 JulTravel day"
    assert shown[1] == "Tue 20 JulHoliday: Eid al-Adha"
    assert shown[6] == "Sun 25 JulWeekend"
    assert Seen(day_html(days[5:], SAY)).text == "Sat 24 Jul \N{EN DASH} Sun 25 JulWeekend"
    assert Seen(day_html(stay_days("TR", MONDAY, MONDAY).days, SAY)).text == "Mon 13 Sept"


def test_reminders_come_in_one_sentence() -> None:
    """Four free days are named together, after the mistakes and without an alert."""
    week = [date(2021, 9, day) for day in range(13, 18)]
    markup = agenda_problems_html(check_agenda([activity()], week[0], week[-1], week), SAY)
    assert markup.count("Nothing is planned yet") == 1
    assert "Tue 14 Sept, Wed 15 Sept, Thu 16 Sept and Fri 17 Sept" in markup
    assert "alert" not in markup


def test_the_link_carries_the_whole_file() -> None:
    """What the link saves is the file, letter by letter; its name is the one proposed."""
    content = '{"title": "Eski\N{LATIN SMALL LETTER S WITH CEDILLA}ehir \\" <"}\n'
    markup = take_away_html(content, "exchange.json", SAY)
    address = re.search(r'href="data:application/json;base64,([^"]+)"', markup)
    assert address is not None
    assert base64.b64decode(address.group(1)).decode("utf-8") == content
    assert 'download="exchange.json"' in markup


def test_a_file_name_is_plain_letters() -> None:
    """Accents, signs and path separators of the names don't reach the file name."""
    assert file_name(golden("Zlab S.r.l.", "../\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}zmir & Co")) == (
        "exchange-zlab-s-r-l-izmir-co-2021-09-13.json"
    )
    assert file_name(golden("", "")) == "exchange-2021-09-13.json"


def test_the_answers_are_listed() -> None:
    """Visitor, host and days, with type and membership in words; without a case nothing."""
    text = Seen(answers_html(golden(), SAY)).text
    for part in (
        "Zlab, small or medium-sized company (SME), Cerea, Italy",
        "ARUS",
        "Ankara",
        "13\N{EN DASH}17 September 2021",
    ):
        assert part in text
    assert answers_html(None, SAY) == ""
