# SPDX-License-Identifier: BSD-3-Clause
"""The partner map's page: questions, map, the hosts beside it. No rule and no sum is known here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import Problem
from exxtra_kit.geo import fold
from exxtra_kit.messages import DaySpan, Message, msg
from exxtra_kit.models import Membership, OrganisationType
from exxtra_kit.parameters import DEFAULT_PROGRAMME, load_programme
from exxtra_kit.render.clusters import hosts_html, how_sure_html
from exxtra_kit.render.html import Markup, button_link, element, join, words
from exxtra_kit.render.legend import legend_html, summary_html
from exxtra_kit.render.map_page import map_page, map_title
from exxtra_kit.render.map_state import map_state
from exxtra_kit.render.weeks import calendar_html, season_html
from exxtra_kit.widgets.asked import OF_A_VISITOR, asks_membership
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.kit import (
    Field,
    Keeper,
    app_link,
    button,
    card,
    choice_field,
    date_field,
    html,
    keep,
    map_address,
    on_our_site,
    page,
    read_draft,
    row,
    tie,
    town_field,
    with_newer,
)
from exxtra_kit.widgets.partner_map.bridge import HostButtons, MapFrame
from exxtra_kit.widgets.partner_map.finding import Finding
from exxtra_kit.widgets.partner_map.handed import answers_of, draft, finding_in, handover, take_other_facts
from exxtra_kit.widgets.partner_map.layers import Layers
from exxtra_kit.widgets.partner_map.saving import Saving, snapshot_of_model
from exxtra_kit.widgets.partner_map.table import HostsTable
from exxtra_kit.widgets.partner_map.timeline import timeline_box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.matching.weeks import Week
    from exxtra_kit.render.offers import Offer
    from exxtra_kit.widgets.handover import Handover
    from exxtra_kit.widgets.partner_map.model import PartnerMapModel

# A small company near Verona in a week of June: one of each kind of answer.
EXAMPLE: Mapping[str, str] = {
    "visiting_type": str(OrganisationType.SME),
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": str(Membership.ECCP_CLUSTER),
    "previous_visits": "0",
    "start": "2022-06-20",
    "end": "2022-06-24",
}
_SUGGESTED_WHILE_TYPING = 3


class PartnerMapView:
    """The widgets of the map, tied to a model.

    Attributes:
        fields: The fields by the model's trait.
        frame: The map.
        layers: What the visitor lays over the map.
        finding: How the list is sorted and filtered.
        hosts: The list of hosts.
        table: The same as a table.
        saving: The buttons that save it as a file.
        keeper: What keeps the answers in the browser.
        page: What the notebook shows.
    """

    def __init__(
        self, model: PartnerMapModel, language: Language, arrived: Handover | None = None, mark: str = ""
    ) -> None:
        """Build the page for a model.

        Args:
            model: The answers.
            language: Language of the words.
            arrived: What another app handed over.
            mark: The same as a short mark, see `Arrival.mark`.
        """
        self.model, self._language, self._arrived = model, language, arrived
        self.keeper = Keeper(app="partner_map", handed=mark)
        self._begun = model.get_state()
        self.fields: dict[str, Field] = {}
        self._build_fields()
        self.frame = MapFrame(
            title=map_title(language), waiting=language.text(msg("Drawing the map\N{HORIZONTAL ELLIPSIS}"))
        )
        self.layers = Layers(language, self._draw_map)
        self.finding = Finding(model, language)
        self.hosts = HostButtons()
        self.table = HostsTable(language)
        self.saving = Saving(language, lambda: snapshot_of_model(model, self.layers))
        self._legend, self._summary, self._sure = html(), html("", "exx-live"), html()
        self._example = button(
            msg(
                "See an example: from {town}, {span}",
                town=EXAMPLE["visiting_town"],
                span=DaySpan(date.fromisoformat(EXAMPLE["start"]), date.fromisoformat(EXAMPLE["end"])),
            ),
            language,
            lambda: model.set_state(EXAMPLE),
        )
        self._again = button(msg("Start again"), language, self._start_again, quiet=True)
        self.page = self._lay_out()
        for widget in (self.frame, self.hosts):
            widget.observe(self._choose, "selected")
        self.hosts.observe(self._take_week, "week")
        model.observe(self._refresh, ["revision", "selected", "order", "filters"])
        model.observe(self._arrange, list(OF_A_VISITOR))
        self._refresh()
        self._arrange()
        self.frame.src = map_address(language)
        if not self.frame.src:
            self.frame.html = map_page(language.code)
        keep(
            self.keeper,
            model,
            ["revision", "selected", "order", "filters"],
            write=lambda: draft(model, self._arrived),
            read=self._restore,
            language=language,
        )

    def _restore(self, kept: str) -> bool:
        """Take the answers that the browser has kept; what was answered meanwhile stays."""
        said = read_draft(kept)
        if said is None:
            return False
        self.model.set_finding({**finding_in(kept), **self.model.get_finding()})
        self._arrived = said
        answers = with_newer(answers_of(said), self._begun, self.model.get_state())
        take_other_facts(self.model, said)
        self.model.set_state(answers)
        return True

    def _build_fields(self) -> None:
        say = self._language
        for name, label, options in (
            ("visiting_type", msg("We are a"), choices.TYPES),
            ("visiting_country", msg("Country"), choices.countries(say)),
            ("visiting_membership", msg("Member of a cluster?"), choices.MEMBERSHIPS),
            ("previous_visits", msg("Visited before?"), choices.VISITS),
        ):
            self._tie(name, choice_field(label, options, say, name=OF_A_VISITOR[name]))
        self._tie(
            "visiting_town",
            town_field(
                msg("From (town)"), say, name=OF_A_VISITOR["visiting_town"], country=lambda: self.model.visiting_country
            ),
        )
        self._tie("start", date_field(msg("First day"), say, name=OF_A_VISITOR["start"]))
        self._tie("end", date_field(msg("Last day"), say, name=OF_A_VISITOR["end"]))

    def _tie(self, name: str, field: Field) -> None:
        """Tie a field to its trait, both ways."""
        self.fields[name] = field
        tie(self.model, name, field, is_day=name in {"start", "end"})

    def _lay_out(self) -> Any:
        say = self._language
        boxes = {name: field.box for name, field in self.fields.items()}
        first = row(boxes["visiting_type"], boxes["visiting_country"], boxes["visiting_town"])
        second = row(boxes["start"], boxes["end"], boxes["visiting_membership"], boxes["previous_visits"])
        for line in (first, second):
            line.add_class("exx-map-questions")
        questions = card(msg("Who are you, and when?"), [first, second], say)
        questions.add_class("exx-map-form")
        listed = [self._summary, self._example, self.finding.box, self.hosts, self._sure, self._again]
        return page(
            title=msg("Where can we go, and for how much?"),
            lead=self._programme(),
            language=say,
            main=[self.keeper, questions, self.frame, self.layers.box, self._legend],
            side=[card(msg("Seven hosts"), listed, say)],
            below=[self.table.box, self.saving.box, timeline_box(say)],
            sheets=["partner_map", "map_legend", "hosts_table"],
        )

    def _programme(self) -> Message | None:
        """Return whose rules apply, where they are not the usual ones."""
        if self.model.programme == DEFAULT_PROGRAMME:
            return None
        title = self._language.text(load_programme(self.model.programme).programme.title)
        return msg("By the rules of {programme}.", programme=title)

    def _refresh(self, _: object = None) -> None:
        """Show on the map, in the list and in the table what the rules say; beside a field what is wrong with it."""
        model, say = self.model, self._language
        typing = self._show_problems()
        self._draw_map()
        self._list_hosts()
        self.table.show(model.offers)
        wrong = () if typing else model.problems
        self._summary.value = summary_html(model.offers, model.missing, wrong, say)
        self._sure.value = how_sure_html(model.offers, say)

    def _draw_map(self) -> None:
        """Show on the map what fits, and below it what its colours mean."""
        model, say, layers = self.model, self._language, self.layers
        self.frame.selected = model.selected
        self.frame.state = layers.state() | map_state(
            model.offers,
            say,
            me=model.me,
            ring_km=model.ring_km,
            selected=model.selected,
            shown=[offer.cluster.id for offer in model.shown],
        )
        self._legend.value = legend_html(model.ring_km, say, shade=layers.shade, partnerships=layers.partnerships)

    def _list_hosts(self) -> None:
        """Show the list, in the card of the chosen host its season; all at once, so that it is drawn once."""
        model, say, season = self.model, self._language, self.model.season
        is_day = isinstance(model.start, date)
        with self.hosts.hold_sync():
            self.hosts.selected = model.selected
            self.hosts.week = model.start.isoformat() if season is not None and is_day else ""
            self.hosts.weeks = calendar_html(season, say) if season else ""
            self.hosts.html = hosts_html(
                model.shown, say, selected=model.selected, actions=lambda offer: self._actions(offer, season)
            )

    def _choose(self, change: Mapping[str, Any]) -> None:
        """Take a choice from map or list; what the model refuses is taken back there too."""
        self.model.selected = change["new"]
        change["owner"].selected = self.model.selected

    def _take_week(self, change: Mapping[str, Any]) -> None:
        """Take the days of a week that was pressed; one that the season doesn't have is taken back."""
        if change["new"] and not self.model.take_week(change["new"]):
            self._list_hosts()

    def _start_again(self) -> None:
        self.model.set_finding({})
        self.model.set_state({})

    def _arrange(self, _: object = None) -> None:
        """Show the questions and buttons that matter for what was answered so far."""
        kind = self.model.visiting_type
        self.fields["visiting_membership"].show(visible=asks_membership(self.model.law(), kind))
        answered = any(getattr(self.model, name) for name in OF_A_VISITOR)
        for widget, visible in ((self._example, not answered), (self._again, answered)):
            (widget.remove_class if visible else widget.add_class)("exx-gone")

    def _show_problems(self) -> bool:
        """Say beside each field what is wrong with it; return whether somebody is only still typing a town."""
        wrong = {problem.field: problem for problem in self.model.problems}
        begun: tuple[str, ...] = ()
        for name, field in self.fields.items():
            problem = wrong.get(field.name)
            if problem and name == "visiting_town":
                begun = self._towns_begun()
                problem = Problem(problem.field, msg("Choose the town:"), begun) if begun else problem
            field.show_problem(problem, gentle=bool(begun) and name == "visiting_town")
        return bool(begun) and len(wrong) == 1

    def _towns_begun(self) -> tuple[str, ...]:
        """Return towns that begin with what was typed so far."""
        typed = fold(self.model.visiting_town)
        offered = self.fields["visiting_town"].control.options
        return tuple(town for town in offered if fold(town).startswith(typed))[:_SUGGESTED_WHILE_TYPING]

    def _actions(self, offer: Offer, season: Sequence[Week] | None) -> Markup:
        """Return the ways on to the other apps, which only our own site has, and which week is best."""
        say, parts = self._language, []
        if on_our_site():
            carried = handover(self.model, offer.cluster.id, self._arrived)
            ways: tuple[tuple[Message, str], ...] = (
                (msg("Plan this exchange"), "planner"),
                (msg("Check in the calculator"), "calculator"),
            )
            links = (
                button_link(words(text, say), app_link(app, say, carried), main=app == "planner") for text, app in ways
            )
            parts.append(element("div", join(links), "exx-buttons"))
        if season is not None:
            parts.append(season_html(season, self.model.start, say))
        return join(parts)
