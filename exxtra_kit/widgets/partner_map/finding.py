# SPDX-License-Identifier: BSD-3-Clause
"""Sorting and filtering the list of hosts: folded controls, and a line that says what is left out."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from exxtra_kit.matching.finding import ORDERS, PRIORITY, STANDINGS, Filters
from exxtra_kit.messages import Kilometres, Listing, Message, msg
from exxtra_kit.render.cluster_words import STRENGTHS
from exxtra_kit.render.html import element, join, words
from exxtra_kit.widgets.kit import Field, Unfolding, button, choice_field, html, row, show, stack, tie
from exxtra_kit.widgets.partner_map.model import filters_offered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.partner_map.model import PartnerMapModel

_ORDERS = dict(
    zip(
        ORDERS,
        (
            msg("Sum, the highest first"),
            msg("Distance, the nearest first"),
            msg("Working days, fewest lost to holidays first"),
            msg("Name"),
        ),
        strict=True,
    )
)
_STANDINGS = dict(zip(STANDINGS, (msg("full sum"), msg("full or half sum"), msg("not ruled out")), strict=True))
_LABELS = {
    "standing": msg("Answer"),
    "distance": msg("Distance"),
    "strength": msg("Strength"),
    "spoken": msg("Official language"),
}
_ANY = (msg("Any"), "")


class Finding:
    """The controls, tied to a model's `order` and `filters`.

    Attributes:
        box: What a page lays out.
        fields: The fields: `order`, and one for each filter.
    """

    def __init__(self, model: PartnerMapModel, language: Language) -> None:
        """Make the controls for a model."""
        self._model, self._language = model, language
        order = choice_field(
            msg("Sort by"), [(text, value) for value, text in _ORDERS.items()], language, name="map.order"
        )
        self.fields: dict[str, Field] = {"order": order}
        tie(model, "order", order)
        for name, values in filters_offered().items():
            self._add_filter(name, values)
        controls = row(*(field.box for field in self.fields.values()))
        self._unfolding = Unfolding(msg("Sort and filter"), controls, language)
        self._said = html("", "exx-live")
        self._away = button(msg("Clear the filters"), language, self._take_away, quiet=True)
        self.box = stack(self._unfolding.button, controls, self._said, self._away)
        self.box.add_class("exx-map-finding")
        model.observe(self._show, ["offers", "selected", "filters"])
        self._show()

    def _add_filter(self, name: str, values: tuple[str, ...]) -> None:
        """Add the field of one filter, tied both ways."""
        options = [(self._words(name, value), value) for value in values]
        if name in {"strength", "spoken"}:
            options.sort(key=lambda option: option[0].casefold())
        field = choice_field(_LABELS[name], [_ANY, *options], self._language, name=f"map.{name}")
        model = self._model

        def to_model(change: Mapping[str, Any]) -> None:
            model.filters = replace(model.filters, **{name: change["new"]})

        def to_control(_: object = None) -> None:
            field.control.value = getattr(model.filters, name)

        to_control()
        field.control.observe(to_model, "value")
        model.observe(to_control, "filters")
        self.fields[name] = field

    def _words(self, name: str, value: str) -> str:
        """Return what a filter lets through, in a word or two."""
        say = self._language
        match name:
            case "standing":
                return say.text(_STANDINGS[value])
            case "distance" if value == PRIORITY:
                return say.text(msg("far enough for priority"))
            case "distance":
                return say.text(msg("at most {distance}", distance=Kilometres(int(value))))
            case "strength":
                return say.text(STRENGTHS[value]) if value in STRENGTHS else value
            case _:
                return say.language_name(value)

    def _take_away(self) -> None:
        self._model.filters = Filters()

    def _show(self, _: object = None) -> None:
        """Say what is filtered, how many are left, and what doesn't fit but is chosen."""
        filters = self._model.filters
        active = {one.name: value for one in fields(filters) if (value := getattr(filters, one.name))}
        show(self._away, visible=bool(active))
        if not active:
            self._said.value = ""
            return
        what = Listing(tuple(self._words(name, value) for name, value in active.items()))
        parts = (words(sentence, self._language) for sentence in self._sentences(what, active))
        self._said.value = element("p", join(parts, " "), "exx-text", role="status")

    def _sentences(self, what: Listing, active: Mapping[str, str]) -> list[Message]:
        model = self._model
        fit = [offer for offer in model.offers if model.filters.fits(offer)]
        n, all_ = len(fit), len(model.offers)
        said = [
            msg("{n} of {all} hosts: {what}.", n=n, all=all_, what=what)
            if fit
            else msg("No host fits all of this: {what}.", what=what)
        ]
        if {"standing", "distance"} & active.keys() and all(offer.verdict is None for offer in model.offers):
            said.append(msg("Filters for answer and distance begin to work once every question is answered."))
        chosen = next((offer for offer in model.offers if offer.cluster.id == model.selected), None)
        if chosen is not None and chosen not in fit:
            said.append(msg("{name} does not match the filters, but is chosen.", name=chosen.cluster.name))
        return said
