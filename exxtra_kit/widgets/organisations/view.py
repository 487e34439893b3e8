# SPDX-License-Identifier: BSD-3-Clause
"""The organisations' page: the table, the towns that are asked back, the question, the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.organisations import TownQuestion, town_label
from exxtra_kit.parameters import Law
from exxtra_kit.render.html import Markup, element, join, sign, words
from exxtra_kit.render.organisation_layer import organisation_page, organisation_title
from exxtra_kit.render.organisation_report import question_words, questions_html, report_html, verdicts_html
from exxtra_kit.render.organisations import layer_answers, layer_data
from exxtra_kit.widgets.asked import OF_A_VISITOR, asks_membership
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.kit import (
    Field,
    FileGiver,
    button,
    card,
    choice_field,
    controls,
    date_field,
    html,
    page,
    row,
    show,
    stack,
    tie,
    town_field,
)
from exxtra_kit.widgets.organisations.bridge import OrganisationFrame

if TYPE_CHECKING:
    from pathlib import Path

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.organisations.model import OrganisationsModel

MOST_QUESTIONS = 25
"""Questions that are shown at once; the next ones follow when these are answered."""
SAVED_AS = "organisations.html"
_NOT_CHOSEN = ""


class OrganisationsView:
    """The widgets of the app, tied to a model.

    Attributes:
        fields: The fields of the question, by the model's trait.
        upload: The button that takes a table.
        towns: The fields that ask which town is meant, by the key of the question.
        frame: The map.
        giver: What hands the saved map to the browser.
        page: What the notebook shows.
    """

    def __init__(self, model: OrganisationsModel, language: Language, example: Path | None = None) -> None:
        """Build the page for a model.

        Args:
            model: The state.
            language: Language of the words.
            example: A table to show the app with; None for none.
        """
        self.model, self._language = model, language
        text = language.text(msg("Open a table (.xlsx or .csv)"))
        self.upload = controls.FileUpload(accept=".xlsx,.xlsm,.csv,.tsv,.txt", multiple=False, description=text)
        self.upload.add_class("exx-button")
        self.upload.observe(self._uploaded, "value")
        self._example = button(msg("See an example"), language, lambda: self._open_example(example))
        show(self._example, visible=example is not None)
        self._report, self._asked, self._said = html("", "exx-live"), html(), html("", "exx-live")
        self.fields: dict[str, Field] = {}
        self.towns: dict[tuple[str, str], Field] = {}
        self._build_fields()
        self._towns_box = stack()
        self.frame = OrganisationFrame(
            html=organisation_page(language),
            title=organisation_title(language),
            waiting=language.text(msg("Drawing the map\N{HORIZONTAL ELLIPSIS}")),
        )
        self.save = button(msg("Save the map as a page"), language, self._give)
        self.giver = FileGiver()
        self.giver.add_class("exx-gone")
        self._towns_card = card(msg("Which town is meant?"), [self._asked, self._towns_box], language)
        self.page = self._lay_out()
        model.observe(self._refresh, ["revision", "problem"])
        model.observe(self._draw, "located")
        self._draw()
        self._refresh()

    def _build_fields(self) -> None:
        say = self._language
        for name, label, options in (
            ("visiting_type", msg("The visitor is a"), choices.TYPES),
            ("visiting_country", msg("Country"), choices.countries(say)),
            ("visiting_membership", msg("Member of a cluster?"), choices.MEMBERSHIPS),
            ("previous_visits", msg("Visited before?"), choices.VISITS),
        ):
            self.fields[name] = choice_field(label, options, say, name=OF_A_VISITOR[name])
        self.fields["visiting_town"] = town_field(
            msg("From (town)"), say, name=OF_A_VISITOR["visiting_town"], country=lambda: self.model.visiting_country
        )
        for name, label in (("start", msg("First day")), ("end", msg("Last day"))):
            self.fields[name] = date_field(label, say, name=OF_A_VISITOR[name])
        for name, field in self.fields.items():
            tie(self.model, name, field, is_day=name in {"start", "end"})

    def _lay_out(self) -> Any:
        say = self._language
        boxes = {name: field.box for name, field in self.fields.items()}
        first = row(boxes["visiting_type"], boxes["visiting_country"], boxes["visiting_town"])
        second = row(boxes["start"], boxes["end"], boxes["visiting_membership"], boxes["previous_visits"])
        for line in (first, second):
            line.add_class("exx-map-questions")
        table = card(msg("Your organisations"), [row(self.upload, self._example), self._report], say)
        asked = card(msg("Who would visit, and when?"), [first, second, self._said], say)
        return page(
            title=msg("Our organisations on the map"),
            lead=msg("A table of hosts or visitors becomes a map. It stays on this machine."),
            language=say,
            main=[table, self._towns_card, asked, self.frame, self.save, self.giver],
            sheets=["partner_map", "organisations_app"],
        )

    def _open_example(self, example: Path | None) -> None:
        if example is not None:
            self.model.open(example)

    def _uploaded(self, change: Any) -> None:
        files = change["new"]
        if not files:
            return
        self.model.open_content(str(files[0].get("name", "")), bytes(files[0]["content"]))
        self.upload.value = ()  # so that the same file, mended, can be opened again

    def _draw(self, _: object = None) -> None:
        """Send the organisations to the map, and ask for the towns that are not known."""
        placed = self.model.located.placed
        self.frame.answers = {}
        self.frame.data = layer_data(placed, self._language)
        self._ask_for_towns()

    def _ask_for_towns(self) -> None:
        questions = self.model.located.questions
        chosen = self.model.choices
        asked = questions[:MOST_QUESTIONS]
        kept = {key: field for key, field in self.towns.items() if key in chosen}
        self.towns = kept | {one.key: self.towns.get(one.key) or self._town_field(one) for one in asked}
        self._towns_box.children = [field.box for field in self.towns.values()]
        self._asked.value = questions_html(questions, len(asked), self._language)
        show(self._towns_card, visible=bool(self.towns))

    def _town_field(self, question: TownQuestion) -> Field:
        """Return the field that asks which town is meant by a spelling."""
        say = self._language
        options: list[tuple[Message | str, str]] = [(msg("Choose"), _NOT_CHOSEN)]
        options += [(town_label(town), str(town.id)) for town in question.candidates]
        label, hint = question_words(question)
        field = choice_field(label, options, say, name="town", hint=hint)

        def take(change: Any) -> None:
            value = change["new"]
            self.model.choose(question.key, int(value) if value != _NOT_CHOSEN else None)

        field.control.observe(take, "value")
        return field

    def _refresh(self, _: object = None) -> None:
        model, say = self.model, self._language
        self._report.value = self._failure() if model.problem else report_html(model.table, model.located, say)
        wrong = {problem.field: problem for problem in model.wrong}
        for field in self.fields.values():
            field.show_problem(wrong.get(field.name))
        kind = model.visiting_type
        self.fields["visiting_membership"].show(visible=asks_membership(self._law(), kind))
        self._said.value = verdicts_html(model.verdicts, model.missing, say)
        self.frame.answers = layer_answers(model.verdicts, say) if model.verdicts else {}
        show(self.save, visible=bool(model.located.placed))

    def _law(self) -> Law:
        start = self.model.start
        return Law.at(start, self.model.programme) if start else Law.newest(self.model.programme)

    def _failure(self) -> Markup:
        problem = self.model.problem
        said = words(problem.message, self._language) if problem else Markup("")
        return element("p", join([sign("not_met"), said], " "), "exx-problem", role="alert")

    def _give(self) -> None:
        """Let the browser save the map with its organisations and answers as one page that needs no network."""
        model, say = self.model, self._language
        answers = layer_answers(model.verdicts, say) if model.verdicts else None
        content = organisation_page(say, layer_data(model.located.placed, say), answers)
        self.giver.give(SAVED_AS, content.encode("utf-8"), "text/html")
