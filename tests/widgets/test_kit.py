# SPDX-License-Identifier: BSD-3-Clause
"""The pieces of every app: fields, day ticks, stylesheet, hand-over links."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.errors import Problem
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.widgets.handover import FIELDS, LONGEST_LIST, LONGEST_VALUE
from exxtra_kit.widgets.kit import (
    AnswerPanel,
    Arrival,
    ChoiceChecks,
    DayChecks,
    Handover,
    OneByOne,
    Unfolding,
    anchors,
    app_link,
    button,
    card,
    html,
    long_text_field,
    page,
    text_field,
)
from exxtra_kit.widgets.kit.query import SITE_VARIABLE
from exxtra_kit.widgets.kit.style import COMMON, SHEETS, style_widgets, stylesheet

ENGLISH = Language.load()
WRONG = Problem("visiting.name", msg("This is {found}.", found="<b>wrong</b>"), ("<i>", "b", "c", "d"))


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=20).map(lambda text: " ".join(text.split()))))
def test_a_handover_goes_round(values: dict[str, str]) -> None:
    """What is written into an address is read from it again; what is empty is left out."""
    known = {key: value for key, value in values.items() if value}

    assert dict(Handover.parse(Handover(values).query(ENGLISH)).values) == known


def test_a_long_text_is_heard_and_nothing_else_of_it() -> None:
    """Several lines arrive; what is no text, too long a text and what the field looks like are not a visitor's."""
    control = long_text_field(msg("Report"), ENGLISH, name="closing.done", lines=3).control
    control.set_state({"value": "Ten visits.\n\nTwo talks.", "rows": 900})
    control.set_state({"value": 7})
    control.set_state({"value": "x" * 20_000})
    assert (control.value, control.rows) == ("Ten visits.\n\nTwo talks.", 3)
    assert "Report" in control.description


@pytest.mark.parametrize(
    "query",
    [
        "&".join(["town=x"] * 500),
        "evil=1&__proto__=2",
        "%FF%FE",
        "=&=&",
        "town=" + "x" * 9999,
        "travel_days=" + "x" * 9999,
    ],
)
def test_no_address_breaks_an_app(monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    """Unknown names are dropped, long values are cut, floods are ignored."""
    monkeypatch.setenv("QUERY_STRING", query)

    arrival = Arrival.read()

    assert set(arrival.handed_over.values) <= {"town", "travel_days"}
    assert len(arrival.handed_over.get("travel_days")) <= LONGEST_LIST
    assert len(arrival.handed_over.get("town")) <= LONGEST_VALUE


def test_the_address_chooses_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """`lang` in the address wins over what the site chose; a language that isn't there falls back."""
    monkeypatch.setattr("exxtra_kit.language.available_languages", lambda: ("en", "it"))
    monkeypatch.setenv("EXXTRA_SITE_LANGUAGE", "it")
    monkeypatch.setenv("QUERY_STRING", "")
    assert Arrival.read().language.code == "it"

    monkeypatch.setenv("QUERY_STRING", "lang=en")
    assert Arrival.read().language.code == "en"

    monkeypatch.setenv("QUERY_STRING", "lang=xx")
    assert Arrival.read().language.code == "it"


def test_links_to_apps_are_relative() -> None:
    """They work below any path, and carry the language."""
    assert app_link("planner", ENGLISH, Handover({"town": "L'Aquila & co"})) == "planner?lang=en&town=L%27Aquila+%26+co"


def test_a_problem_stands_beside_its_field() -> None:
    """Message with sign and words, at most three proposals, the label tells a screen reader; all escaped."""
    field = text_field(msg("Name"), ENGLISH, name="visiting.name")

    field.show_problem(WRONG)

    message, proposals = field.box.children[2:]
    assert "\N{MULTIPLICATION X}" in message.value
    assert "&lt;b&gt;wrong" in message.value
    assert "<b>" not in message.value + field.control.description
    assert [made.description for made in proposals.children] == ["Use <i>", "Use b", "Use c"]
    assert "Error: This is" in field.control.description
    assert "exx-invalid" in field.box._dom_classes


def test_a_mended_field_is_as_before() -> None:
    """Nothing of the message is left."""
    field = text_field(msg("Name"), ENGLISH, name="visiting.name")
    before = field.control.description

    field.show_problem(WRONG)
    field.show_problem(None)

    assert (len(field.box.children), field.control.description) == (2, before)
    assert "exx-invalid" not in field.box._dom_classes


def test_a_proposal_is_taken() -> None:
    """Its button puts it into the control, or calls what the app wants."""
    taken: list[str] = []
    field = text_field(msg("Name"), ENGLISH, name="visiting.name")
    field.show_problem(WRONG)
    field.box.children[3].children[1].click()
    assert field.control.value == "b"

    field.show_problem(None)
    field.show_problem(WRONG, take=taken.append)
    field.box.children[3].children[2].click()
    assert taken == ["c"]


def test_anchors_lead_to_fields() -> None:
    """The id in a link is the id before the control."""
    field = text_field(msg("Name"), ENGLISH, name="visiting.previous_visits")

    assert anchors([field]) == {"visiting.previous_visits": field.anchor}
    assert f'id="{field.anchor}"' in field.box.children[0].value


def test_days_are_ticked_one_by_one() -> None:
    """A tick for each day of the stay; the chosen ones are told in order, and only when a person ticks."""
    told: list[tuple[date, ...]] = []
    days = DayChecks(msg("Days"), ENGLISH, name="exchange.travel_days", changed=told.append)

    days.show(date(2021, 9, 13), date(2021, 9, 15), (date(2021, 9, 15),))
    days._checks[date(2021, 9, 13)].value = True

    assert told == [(date(2021, 9, 13), date(2021, 9, 15))]
    days.show(None, None, ())
    assert days.chosen == ()


def test_several_answers_are_ticked() -> None:
    """What is chosen is told in the order of the list; an answer of an address that is none is shown as it came."""
    told: list[list[str]] = []
    group = ChoiceChecks(msg("Why?"), (("One", "1"), ("Two", "2")), ENGLISH, name="x.y", changed=told.append)

    group.show(["2"])
    group.checks["1"].value = True
    assert told == [["1", "2"]]

    group.show(["<b>"])
    assert [value for value, check in group.checks.items() if check.value] == ["<b>"]
    assert "&lt;b&gt;" in group.checks["<b>"].description


def test_answers_are_taken_one_by_one() -> None:
    """Choosing adds to what is taken, each once; its button gives it back; the list is ready for the next."""
    taken: list[str] = []

    def change(chosen: list[str]) -> None:
        taken[:] = chosen
        group.show(chosen)

    options = ((msg("Choose"), ""), ("Italy", "IT"), ("Spain", "ES"))
    group = OneByOne(msg("Where?"), options, ENGLISH, name="x.y", changed=change)
    for code in ("IT", "ES", "IT"):
        group.field.control.value = code
    assert (taken, group.field.control.value) == (["IT", "ES"], "")
    assert group.taken["IT"].description.startswith("Italy")

    group.taken["IT"].click()
    assert taken == ["ES"]


def test_a_fold_says_whether_it_is_unfolded() -> None:
    """Its sign turns, its content is out of reach while it is folded, and who wants to know is told."""
    told: list[bool] = []
    fold = Unfolding(msg("More"), html("x"), ENGLISH, changed=lambda: told.append(True))
    folded = fold.button.description
    assert "exx-gone" in fold.content._dom_classes

    fold.button.click()

    assert "exx-gone" not in fold.content._dom_classes
    assert fold.button.description != folded
    assert told == [True]


@pytest.mark.parametrize(
    ("content", "heard"),
    [({"press": "undo"}, ["undo"]), ({"press": 1}, []), ({}, []), ("undo", []), (None, [])],
)
def test_a_panel_tells_which_button_was_pressed(content: object, heard: list[str]) -> None:
    """Only a key counts; whatever else a browser sends is left alone."""
    pressed: list[str] = []

    AnswerPanel(pressed.append)._handle_custom_msg(content, [])

    assert pressed == heard


def test_every_stylesheet_is_looked_at() -> None:
    """Those of the apps; the map's frame and the documents have pages of their own."""
    assert {COMMON, "answer", "planner", "partner_map", "start"} <= {path.stem for path in SHEETS.glob("*.css")}


def test_a_page_has_one_title_and_its_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """One main heading in the page's language, numbered cards below it, the stylesheet where nobody else brings it."""
    monkeypatch.delenv(SITE_VARIABLE, raising=False)
    action = button(msg("Go"), ENGLISH, lambda: None, main=True)
    made = page(
        title=msg("A & B"), language=ENGLISH, main=[card(msg("Who?"), [action], ENGLISH, number=1)], side=[html()]
    )

    style, columns = made.children
    assert "--exx-ink" in style.value
    assert 'lang="en"' in columns.children[0].children[0].value
    assert '<h1 class="exx-title">A &amp; B</h1>' in columns.children[0].children[0].value
    assert ">1</span>" in columns.children[0].children[1].children[0].value


def test_our_site_brings_the_common_stylesheet_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """It isn't sent twice; an app's own sheet always comes along."""
    monkeypatch.setenv(SITE_VARIABLE, "1")

    assert [style.value.count("exx-plan-step") > 0 for style in style_widgets("planner")] == [True]
    assert style_widgets() == []


@pytest.mark.parametrize("name", [COMMON, "answer", "planner", "partner_map", "start"])
def test_a_stylesheet_keeps_to_its_names_and_to_this_site(name: str) -> None:
    """Every class of ours begins with exx-, and nothing is fetched from another host; no sheet is endless."""
    sheet = stylesheet(name)
    assert len(sheet.splitlines()) <= 300
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", sheet, flags=re.DOTALL)
    classes = set(re.findall(r"\.([A-Za-z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", text)))

    assert {
        name for name in classes if not name.startswith(("exx", "jp-", "jupyter-", "widget-", "lm-", "leaflet"))
    } == set()
    assert "@import" not in text
    assert "url(http" not in text


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("ink", ("ground", "card", "met-ground", "half-ground", "not-met-ground", "undecided-ground")),
        ("muted", ("ground", "card", "met-ground", "half-ground", "not-met-ground", "undecided-ground")),
        ("met", ("card", "met-ground")),
        ("half", ("card", "half-ground")),
        ("not-met", ("card", "not-met-ground")),
        ("undecided", ("card", "undecided-ground")),
        ("accent", ("ground", "card", "met-ground", "not-met-ground", "undecided-ground")),
        ("on-accent", ("accent", "accent-strong")),
    ],
)
def test_text_can_be_read_on_its_ground(theme: str, text: str, grounds: tuple[str, ...]) -> None:
    """Every pair of text and ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3), in both themes."""
    blocks = re.findall(r":root \{(.*?)\}", stylesheet(COMMON), flags=re.DOTALL)
    tokens = dict(re.findall(r"--exx-([\w-]+): (#[0-9a-f]{6});", blocks[theme == "dark"]))

    for ground in grounds:
        low, high = sorted((_luminance(tokens[text]), _luminance(tokens[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, f"{text} on {ground}, {theme}"
