# SPDX-License-Identifier: BSD-3-Clause
"""The controls of ipywidgets are drawn, react, and can be used by the keyboard and by a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FilePayload, Page

    from tests.frontend.fake_site import FakeSite
    from tests.served.watching import Watch

pytestmark = pytest.mark.browser

LIVE = "html[data-visit=live]"


def open_scene(site: FakeSite, page: Page, name: str, query: str = "") -> None:
    """Open a page and wait until its process hears."""
    page.goto(f"{site.address}{name}{query}")
    page.locator(LIVE).wait_for()


def drag_files(page: Page) -> None:
    """Choose a file."""
    file: FilePayload = {"name": "a.json", "mimeType": "application/json", "buffer": b'{"a": 1}'}
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="File").click()
    chosen.value.set_files(file)


def write_number(page: Page) -> None:
    """Write a number, which is taken when it is finished."""
    page.get_by_label("Whole").fill("7")
    page.keyboard.press("Enter")


ACTIONS: dict[str, tuple[Callable[[Page], object], str]] = {
    "text": (lambda page: page.get_by_label("Name").fill("Anna"), "text: Anna"),
    "textarea": (lambda page: page.get_by_label("Story").fill("Long"), "area: Long"),
    "dropdown": (lambda page: page.get_by_label("Country").select_option("Spain"), "dropdown: Spain"),
    "combobox": (lambda page: page.get_by_label("Town").fill("Cerea"), "combobox: Cerea"),
    "day": (lambda page: page.get_by_label("First day").fill("2026-06-01"), "day: 2026-06-01"),
    "time": (lambda page: page.get_by_label("From").fill("09:30"), "time: 09:30:00"),
    "checkbox": (lambda page: page.get_by_label("Agreed").check(), "check: True"),
    "several": (lambda page: page.get_by_label("Several").select_option(["a", "c"]), "many: ('a', 'c')"),
    "one": (lambda page: page.get_by_label("One", exact=True).select_option("y"), "one: y"),
    "radio": (lambda page: page.get_by_label("right").check(), "radio: right"),
    "toggle": (lambda page: page.get_by_role("button", name="Toggle", exact=True).click(), "toggle: True"),
    "toggles": (lambda page: page.get_by_role("button", name="second").click(), "toggles: second"),
    "whole number": (write_number, "whole: 7"),
    "upload": (drag_files, "upload: ('a.json', '{\"a\": 1}')"),
    "button": (lambda page: page.get_by_role("button", name="Press").click(), "button: pressed"),
    "slider": (lambda page: page.get_by_role("slider", name="Days").press("ArrowRight"), "slider: 4"),
    "words": (lambda page: page.get_by_role("slider", name="Size").press("ArrowRight"), "words: middle"),
    "tags": (lambda page: page.locator(".fa-times").first.click(), "tags: ['two']"),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_a_control_reacts(site: FakeSite, page: Page, name: str) -> None:
    """What is done to a control reaches its process, and what the process answers is shown."""
    action, answer = ACTIONS[name]
    open_scene(site, page, "controls")
    action(page)

    page.get_by_text(answer, exact=True).wait_for()


def test_sliders_and_bars_have_names(site: FakeSite, page: Page) -> None:
    """Each handle says what it sets and where it stands; a bar says how far it is."""
    open_scene(site, page, "controls")

    assert page.get_by_role("slider", name="Days").get_attribute("aria-valuetext") == "3"
    assert [one.get_attribute("aria-label") for one in page.get_by_role("slider", name="Between").all()] == [
        "Between 1/2",
        "Between 2/2",
    ]
    words = page.get_by_role("slider", name="Size")
    assert words.get_attribute("aria-valuetext") == "small"
    words.press("ArrowRight")
    page.get_by_text("words: middle", exact=True).wait_for()
    assert words.get_attribute("aria-valuetext") == "middle"
    assert page.get_by_role("progressbar", name="Done").get_attribute("aria-valuenow") == "4"


def test_every_icon_is_drawn(site: FakeSite, page: Page) -> None:
    """Buttons, the sign of validity, the player and the crosses of tags have a picture."""
    open_scene(site, page, "controls")
    masks = page.evaluate(
        "[...document.querySelectorAll('i.fa')].map((one) =>"
        " [one.className, getComputedStyle(one, '::before').maskImage, one.getBoundingClientRect().width])"
    )

    assert len(masks) >= 8
    assert [name for name, mask, width in masks if "data:image/svg" not in mask or width < 8] == []


def test_the_keyboard_reaches_every_control(site: FakeSite, page: Page) -> None:
    """The tabulator goes through the controls in their order, and what is typed there arrives."""
    open_scene(site, page, "controls")
    page.get_by_label("Name").focus()
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.tagName"))
    page.get_by_label("Agreed").focus()
    page.keyboard.press("Space")

    assert reached[:4] == ["TEXTAREA", "SELECT", "INPUT", "INPUT"]
    page.get_by_text("check: True", exact=True).wait_for()


def test_a_picture_comes_with_its_bytes(site: FakeSite, page: Page) -> None:
    """The bytes of a picture arrive with the snapshot, and as a message."""
    open_scene(site, page, "controls")
    picture = page.locator("#app img")
    width = "one => one.decode().then(() => one.naturalWidth)"
    before = picture.get_attribute("src")
    assert picture.evaluate(width) == 1

    visit = site.only_visit()
    site.do(lambda: setattr(visit.widgets["picture"], "value", bytes(visit.widgets["picture"].value) + b"\0"))
    page.wait_for_function("(before) => document.querySelector('#app img').src !== before", arg=before)
    assert picture.evaluate(width) == 1


def test_a_picture_comes_with_its_bytes_without_a_snapshot(site: FakeSite, page: Page) -> None:
    """A page with a query gets everything, bytes included, when its process is ready."""
    open_scene(site, page, "controls", "?a=1")

    assert page.locator("#app img").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    assert site.only_visit().query == "a=1"


def test_containers_open_and_close(site: FakeSite, page: Page) -> None:
    """An accordion and tabs show one part at a time and tell the process which; outputs stand in their order."""
    open_scene(site, page, "containers")
    visit = site.only_visit()
    assert page.locator("#app").inner_text().startswith("Containers")
    assert page.locator("#app").inner_text().endswith("a < b")
    assert not page.get_by_text("second inside").is_visible()

    second = page.get_by_role("button", name="Second", expanded=False)
    second.press("Enter")
    page.get_by_text("second inside").wait_for()
    page.get_by_role("button", name="Second", expanded=True).wait_for()
    page.get_by_text("R", exact=True).click()
    page.get_by_text("right inside").wait_for()
    assert not page.get_by_text("left inside").is_visible()
    site.wait_for(lambda: (visit.widgets["accordion"].selected_index, visit.widgets["tabs"].selected_index) == (1, 1))


def test_layout_and_style_are_followed(site: FakeSite, page: Page) -> None:
    """What a layout or a style sets is there at the beginning, changes, and goes."""
    open_scene(site, page, "styled")
    visit = site.only_visit()
    button = page.get_by_role("button", name="Styled")
    style = "one => [one.style.width, one.style.backgroundColor, one.style.fontWeight].join()"
    page.wait_for_function("() => document.querySelector('#app button').style.width === '200px'")
    assert button.evaluate(style) == "200px,teal,bold"

    def change() -> None:
        visit.widgets["button"].layout.width = "50%"
        visit.widgets["button"].style.font_weight = None
        visit.widgets["button"].style.button_color = None

    site.do(change)
    page.wait_for_function("() => document.querySelector('#app button').style.backgroundColor === ''")
    assert button.evaluate(style) == "50%,,"

    site.do(lambda: setattr(visit.widgets["button"], "layout", {"border_top": "1px solid red"}))
    page.wait_for_function("() => document.querySelector('#app button').style.borderTop === '1px solid red'")
    assert button.evaluate(style) == ",,"


def test_parts_come_and_go(site: FakeSite, page: Page) -> None:
    """Widgets that a callback makes appear in their place, can be used, and go when the process closes them."""
    open_scene(site, page, "form")
    visit = site.only_visit()
    for number in (1, 2):
        page.get_by_role("button", name="Add").click()
        page.get_by_label(f"Field {number}").wait_for()
    page.get_by_label("Field 2").fill("typed")
    site.wait_for(lambda: visit.widgets["field 2"].value == "typed")

    site.do(lambda: setattr(visit.widgets["added"], "children", (visit.widgets["field 2"],)))
    site.do(visit.widgets["field 1"].close)
    page.get_by_label("Field 1").wait_for(state="detached")
    assert page.get_by_label("Field 2").input_value() == "typed"


def test_a_module_of_its_own_runs(site: FakeSite, page: Page) -> None:
    """A widget that brings script and sheet is drawn, keeps its values, and speaks both ways, with bytes."""
    open_scene(site, page, "modules")
    visit = site.only_visit()
    button = page.locator(".counter").first
    button.click()
    page.get_by_text("counted 1").nth(1).wait_for()
    assert button.evaluate("one => getComputedStyle(one).color") == "rgb(1, 2, 3)"
    assert site.wait_for(lambda: visit.widgets["counter"].count) == 1

    site.do(lambda: visit.widgets["counter"].send({"word": "hello"}, [b"\x04\x05"]))
    assert site.wait_for(lambda: visit.widgets.get("answer")) == ({"answer": "hello"}, [b"\x07\x08\x09"])
    assert page.locator("[data-heard]").first.get_attribute("data-heard") == "hello 4,5"
    site.do(visit.widgets["counter"].close)
    page.locator("body[data-cleaned=yes]").wait_for(state="attached")


def test_a_broken_part_leaves_the_rest(site: FakeSite, page: Page, watch: Watch) -> None:
    """Parts that can't be drawn say so in a sentence each; what stands around them is drawn and works."""
    watch.forgiven += ["console:"]
    open_scene(site, page, "troubled")
    page.get_by_text("This part cannot be shown.").nth(1).wait_for()

    assert page.get_by_text("This page cannot show").all_inner_texts() == [
        "This page cannot show @jupyter-widgets/controls.NoSuchView.",
        "This page cannot show jupyter-foreign.ForeignView.",
    ]
    assert page.get_by_text("This part cannot be shown.").count() == 2
    assert page.get_by_text("before").is_visible()
    assert page.get_by_text("after").is_visible()
    assert page.get_by_label("Still here").is_visible()


def test_an_output_widget_shows_what_it_holds(site: FakeSite, page: Page) -> None:
    """Printed text, mark-up and widgets inside an Output widget are shown, also when they change."""
    open_scene(site, page, "printed")
    visit = site.only_visit()
    page.get_by_label("Inside").fill("in")
    site.wait_for(lambda: visit.widgets["inside"].value == "in")
    assert page.locator("#app b").inner_text() == "bold"
    assert page.get_by_text("printed < here").is_visible()

    site.do(lambda: setattr(visit.widgets["output"], "outputs", visit.widgets["output"].outputs[::-1]))
    page.locator(".widget-output > :first-child input").wait_for()
    assert page.get_by_label("Inside").input_value() == "in"


def test_nothing_is_forbidden(site: FakeSite, page: Page, watch: Watch) -> None:
    """Nothing that a page of ours does is against its security policy, and the policy holds."""
    page.add_init_script(
        "window.refused = []; document.addEventListener('securitypolicyviolation', e => refused.push(e.blockedURI))"
    )
    for name in ("controls", "containers", "modules"):
        open_scene(site, page, name)
        assert page.evaluate("refused") == [], name

    watch.forgiven.append("Content Security Policy")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.harmed = 1'}))")
    page.wait_for_function("() => refused.length === 1")
    assert page.evaluate("window.harmed") is None


def test_a_phone_needs_no_scrolling_sideways(site: FakeSite, phone: Page) -> None:
    """At 360 pixels every control fits the width."""
    open_scene(site, phone, "controls")

    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
