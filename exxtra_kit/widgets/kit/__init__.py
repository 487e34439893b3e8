# SPDX-License-Identifier: BSD-3-Clause
"""The pieces that every app is built of: page, cards, fields, buttons, hand-over links, stylesheet.

An app in a few lines (all texts come in as `Message` and leave in the visitor's language)::

    arrival = Arrival.read()                         # what the address asked for, and the language
    say = arrival.language
    town = town_field(msg("Town"), say, name="visiting.town", country=lambda: model.country)
    days = date_field(msg("First day at the host"), say, name="exchange.start", hint=msg("travel excluded"))
    link((model, "town"), (town.control, "value"))   # a field's widget is `.control`, what is laid out is `.box`
    panel = html()                                   # an HTML widget; set `.value` to mark-up of render/
    panel.value = panel_html(verdict, say)
    town.show_problem(problem, take=use)             # message beside the field, a button for each suggestion
    town.show_problem(None)                          # nothing wrong any more
    return page(
        title=msg("Can we go, and what would we be paid?"), lead=msg("Three questions."), language=say,
        main=[card(msg("Who are you?"), [row(town.box, days.box)], say, number=1)],
        side=[panel],                                # right column; comes below on a phone. None: one column
        sheets=["answer"],                           # the app's own stylesheets, beside the common one
    )

`page` puts the stylesheet in, unless our own site has done so already (`style`). A field's `name`
is the dotted name of the case file; `anchors(fields)` gives the targets for
`render.verdict.problems_html`. `button` for actions in Python, `render.html.button_link` for links.
CSS: `exxtra_kit/render/exxtra.css` for every app, a sheet beside it for what only some need.
"""

from exxtra_kit.widgets.kit.bridge import AnswerPanel, Keeper
from exxtra_kit.widgets.kit.days import DayChecks
from exxtra_kit.widgets.kit.fields import (
    Field,
    anchors,
    choice_field,
    date_field,
    is_half_typed,
    long_text_field,
    text_field,
    town_field,
    town_problem,
)
from exxtra_kit.widgets.kit.giving import FileGiver
from exxtra_kit.widgets.kit.keeper import draft_of, keep, read_draft, with_newer
from exxtra_kit.widgets.kit.layout import Unfolding, button, card, html, page, row, show, stack
from exxtra_kit.widgets.kit.query import Arrival, Handover, app_link, map_address, on_our_site
from exxtra_kit.widgets.kit.several import ChoiceChecks, OneByOne
from exxtra_kit.widgets.kit.tie import tie

__all__ = [
    "AnswerPanel",
    "Arrival",
    "ChoiceChecks",
    "DayChecks",
    "Field",
    "FileGiver",
    "Handover",
    "Keeper",
    "OneByOne",
    "Unfolding",
    "anchors",
    "app_link",
    "button",
    "card",
    "choice_field",
    "date_field",
    "draft_of",
    "html",
    "is_half_typed",
    "keep",
    "long_text_field",
    "map_address",
    "on_our_site",
    "page",
    "read_draft",
    "row",
    "show",
    "stack",
    "text_field",
    "tie",
    "town_field",
    "town_problem",
    "with_newer",
]
