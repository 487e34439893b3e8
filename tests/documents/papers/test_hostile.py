# SPDX-License-Identifier: BSD-3-Clause
"""Names and texts that try to be something else stay text, in every format."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from exxtra_kit.documents.papers import Entry, agenda_ics, paper_docx, paper_pdf
from exxtra_kit.planning import Activity, ActivityKind, Closing, Objective, Profile
from exxtra_kit.planning.texts import lines, one_line
from exxtra_kit.render.papers import PaperKind, PlanFacts
from exxtra_kit.render.papers.speaking import clean
from tests.documents.papers.made import facts, pdf_text, plain, squeezed, word_text

HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{_{ kept }_} {_% this %_}",
    "<w:p>&amp;]]></w:t>",
    '#panic("no") \\ $x$ *bold* _it_ @ref <label> // gone',
    '#import "/etc/passwd"',
    "=1+1",
    "BEGIN:VALARM;X=1,2\\n",
    "\u202egnp.exe \u2066inside\u2069",
    "zero\x00bell\x07escape\x1b",
    "half \ud800 character",
    "a" * 300,
]
ODD = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        alphabet=st.sampled_from("{}%#\\$<>&\"'=_*@/;:,\n\t\x00\x0b\x85\u2028\u202e\u200f\ufffe\ud800aB\u0130\u011f"),
        max_size=40,
    ),
)


def hostile_facts(text: str) -> PlanFacts:
    """Return an exchange in which every field that a person fills says this."""
    said = facts()
    title = one_line(text)[:120].strip() or "x"
    case = said.case.model_copy(
        update={side: getattr(said.case, side).model_copy(update={"name": text}) for side in ("visiting", "host")}
    )
    profile = Profile(
        about=lines(text), website=one_line(text), contact=one_line(text), sectors=("x",), languages=("xx",)
    )
    activity = Activity(
        day=date(2021, 9, 13),
        start=time(9),
        end=time(10),
        title=title,
        kind=ActivityKind.NETWORKING,
        place=one_line(text),
        objective=one_line(text),
    )
    return replace(
        said,
        case=case,
        actual_case=case,
        profile=profile,
        host_profile=profile,
        objectives=(Objective(title=title),),
        agenda=(activity,),
        closing=Closing(done=lines(text), results=lines(text), next_steps=lines(text), feedback=lines(text)),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ODD, kind=st.sampled_from(PaperKind))
def test_a_word_file_holds_hostile_text_as_text(text: str, kind: PaperKind) -> None:
    """Whatever somebody is called, the file is sound and shows that name, cleaned of what nobody can see."""
    content = paper_docx(plain(kind, ("en",), hostile_facts(text)))

    assert squeezed(clean(text)) in squeezed(word_text(content))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ODD, kind=st.sampled_from(PaperKind))
def test_a_pdf_holds_hostile_text_as_text(text: str, kind: PaperKind) -> None:
    """Nothing that somebody writes is read as markup by what draws the PDF."""
    shown = squeezed(pdf_text(paper_pdf(plain(kind, ("en", "tr"), hostile_facts(text)))))

    assert [sign for sign in squeezed(clean(text)) if sign not in shown] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_tag_in_a_name_is_not_filled(text: str) -> None:
    """A name that looks like a tag of a template is neither run nor lost."""
    shown = squeezed(word_text(paper_docx(plain(PaperKind.AGENDA, said=hostile_facts(text)))))

    assert "49visits" not in shown
    assert f"{squeezed(clean(text))}visits" in shown


@settings(max_examples=100, deadline=None)
@given(title=ODD, place=ODD, text=ODD)
def test_a_calendar_holds_hostile_text_as_text(title: str, place: str, text: str) -> None:
    """A strict reader finds one entry with that title, and nothing that was smuggled in."""
    entry = Entry(date(2021, 9, 13), time(9), time(10), title, place, text)
    content = agenda_ics(
        [entry], name=title, identity="x", zone="Europe/Istanbul", stamp=datetime(2021, 6, 1, tzinfo=UTC), is_final=True
    )
    read = Calendar.from_ical(content)

    assert [str(event["summary"]) for event in read.walk("VEVENT")] == [one_line(title)]
    assert read.walk("VALARM") == []
    assert not any(char in content.decode() for char in "\x00\x07\x1b\u202e")
