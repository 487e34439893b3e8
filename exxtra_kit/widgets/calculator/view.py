# SPDX-License-Identifier: BSD-3-Clause
"""The calculator's page: three cards on the left, the answer on the right. No rule and no sum is known here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import DaySpan, Message, msg
from exxtra_kit.models import Eligibility, Membership, OrganisationType
from exxtra_kit.parameters import Law
from exxtra_kit.render.html import Markup, button_link, join, words
from exxtra_kit.render.verdict import empty_html, panel_html, problems_html
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.calculator.model import ANSWERS, OTHER_HOST, CalculatorModel
from exxtra_kit.widgets.kit import (
    DayChecks,
    Field,
    Handover,
    anchors,
    app_link,
    button,
    card,
    choice_field,
    date_field,
    html,
    is_half_typed,
    on_our_site,
    page,
    row,
    stack,
    text_field,
    town_field,
    town_problem,
)
from exxtra_kit.widgets.kit.query import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.language import Language

# The one finished exchange in public sources: Zlab of Cerea at ARUS in Ankara.
EXAMPLE: Mapping[str, str] = {
    "visiting_name": "Zlab",
    "visiting_type": str(OrganisationType.SME),
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": str(Membership.ECCP_CLUSTER),
    "previous_visits": "0",
    "host": "arus",
    "start": "2021-09-13",
    "end": "2021-09-17",
}
_ECCP = msg("ECCP: the European platform of clusters")
_ARRANGED_BY = ["visiting_type", "host", "host_type", "start", "end", "travel_days", "closed_days"]


def handover(model: CalculatorModel) -> Handover:
    """Return what was answered, as the links to the other apps carry it."""
    state = model.get_state()
    names = {field: key for key, field in FIELDS.items()}
    return Handover(
        {names[field]: str(state[name]) for name, field in ANSWERS.items() if field in names and name in state}
    )


class CalculatorView:
    """The widgets of the calculator, tied to a model.

    Attributes:
        fields: The fields by the model's trait.
        panel: The answer panel (an HTML widget).
        page: What the notebook shows.
    """

    def __init__(self, model: CalculatorModel, language: Language) -> None:
        """Build the page for a model."""
        self.model, self._language = model, language
        self.fields: dict[str, Field] = {}
        self.panel = html("", "exx-live")
        self._needing_membership = Law.newest().names("types_needing_membership")
        self._build_fields()
        self._days = {
            name: DayChecks(label, language, name=ANSWERS[name], changed=self._days_changed(name))
            for name, label in (
                ("travel_days", msg("Days of the stay spent travelling")),
                ("closed_days", msg("Days on which the host is closed")),
            )
        }
        self._more = stack(*(days.box for days in self._days.values()), row(self.fields["host_region"].box))
        self._more_button = button(msg("Travel days, closed days, region"), language, self._fold_more, quiet=True)
        self._example = button(
            msg(
                "See an example: {visitor} visits {host}, {span}",
                visitor="Zlab",
                host="ARUS",
                span=DaySpan(date.fromisoformat(EXAMPLE["start"]), date.fromisoformat(EXAMPLE["end"])),
            ),
            language,
            lambda: model.set_state(EXAMPLE),
            quiet=True,
        )
        self._again = button(msg("Start again"), language, lambda: model.set_state({}), quiet=True)
        self._show_more(shown=bool(model.travel_days or model.closed_days or model.host_region))
        self.page = self._lay_out()
        model.observe(self._refresh, ["problems", "verdict", "missing"])
        model.observe(self._arrange, _ARRANGED_BY)
        self._arrange()
        self._refresh()

    def _build_fields(self) -> None:
        say = self._language
        lands = choices.countries(say)
        make: tuple[tuple[str, Message, Any, Message | None], ...] = (
            ("visiting_type", msg("We are a"), choices.TYPES, None),
            ("visiting_country", msg("Country"), lands, msg("where you are registered")),
            ("visiting_town", msg("Town"), lambda: self.model.visiting_country, None),
            ("visiting_membership", msg("Member of a cluster?"), choices.MEMBERSHIPS, _ECCP),
            ("previous_visits", msg("Visited with ClusterXchange before?"), choices.VISITS, None),
            ("host", msg("Host"), choices.hosts(say), None),
            ("host_type", msg("The host is a"), choices.TYPES, None),
            ("host_country", msg("Country of the host"), lands, None),
            ("host_town", msg("Town of the host"), lambda: self.model.host_country, None),
            ("host_membership", msg("Is the host a member of a cluster?"), choices.MEMBERSHIPS, _ECCP),
            ("form", msg("How?"), choices.FORMS, None),
        )
        for name, label, options, hint in make:
            kind: Any = {"country": options} if callable(options) else {"options": options}
            field = (town_field if callable(options) else choice_field)(
                label, language=say, name=ANSWERS[name], hint=hint, **kind
            )
            self._tie(name, field)
        self._tie(
            "start", date_field(msg("First day at the host"), say, name=ANSWERS["start"], hint=msg("travel excluded"))
        )
        self._tie("end", date_field(msg("Last day"), say, name=ANSWERS["end"]))
        self._tie(
            "host_region",
            text_field(
                msg("Region of the host"),
                say,
                name=ANSWERS["host_region"],
                hint=msg("code like DE-SN, for regional holidays"),
                placeholder="DE-SN",
            ),
        )

    def _tie(self, name: str, field: Field) -> None:
        """Tie a field to its trait, both ways."""
        self.fields[name] = field
        control, is_day = field.control, name in {"start", "end"}

        def to_control(_: object = None) -> None:
            value = getattr(self.model, name)
            if is_day:
                control.value = value if isinstance(value, date) else None
                return
            offered = [option for _, option in getattr(control, "_options_full", ())]
            if offered and value not in offered:  # from an address: shown as it came, refused beside the field
                control.options = (*control.options, (value, value))
            control.value = value

        def to_model(change: Mapping[str, Any]) -> None:
            setattr(self.model, name, change["new"])

        to_control()
        control.observe(to_model, "value")
        self.model.observe(to_control, name)

    def _days_changed(self, name: str) -> Any:
        def changed(days: tuple[date, ...]) -> None:
            setattr(self.model, name, [day.isoformat() for day in days])

        return changed

    def _lay_out(self) -> Any:
        say = self._language
        boxes = {name: field.box for name, field in self.fields.items()}
        self._other = stack(
            row(boxes["host_type"]), row(boxes["host_country"], boxes["host_town"]), row(boxes["host_membership"])
        )
        return page(
            title=msg("Can we go, and what would we be paid?"),
            lead=msg("Three questions. Nothing you type is kept."),
            language=say,
            main=[
                self._example,
                card(
                    msg("Who are you?"),
                    [
                        row(boxes["visiting_type"]),
                        row(boxes["visiting_country"], boxes["visiting_town"]),
                        row(boxes["visiting_membership"], boxes["previous_visits"]),
                    ],
                    say,
                    number=1,
                ),
                card(msg("Whom will you visit?"), [row(boxes["host"]), self._other], say, number=2),
                card(
                    msg("When?"),
                    [
                        row(boxes["start"], boxes["end"]),
                        row(boxes["form"]),
                        self._more_button,
                        self._more,
                    ],
                    say,
                    number=3,
                ),
                self._again,
            ],
            side=[self.panel],
        )

    def _fold_more(self) -> None:
        self._show_more(shown=not self._more_shown)

    def _show_more(self, *, shown: bool) -> None:
        self._more_shown = shown
        self._more_button.description = ("\u25be " if shown else "\u25b8 ") + self._language.text(
            msg("Travel days, closed days, region")
        )
        _visible(self._more, visible=shown)

    def _arrange(self, _: object = None) -> None:
        """Show the questions that matter for what was answered so far."""
        model = self.model
        _visible(self._other, visible=model.host == OTHER_HOST)
        for side in ("visiting", "host"):
            kind = getattr(model, f"{side}_type")
            self.fields[f"{side}_membership"].show(visible=not kind or kind in self._needing_membership)
        start, end = model.start, model.end
        for name, days in self._days.items():
            chosen = tuple(map(date.fromisoformat, getattr(model, name)))
            days.show(start if isinstance(start, date) else None, end if isinstance(end, date) else None, chosen)

    def _refresh(self, _: object = None) -> None:
        """Say beside each field what is wrong with it, and in the panel what the rules say."""
        model, say = self.model, self._language
        wrong = {problem.field: problem for problem in model.problems}
        serious, typing = [], []
        for name, field in self.fields.items():
            problem, begun = wrong.get(field.name), False
            if problem and name.endswith("_town"):
                problem, begun = town_problem(problem, field)
            if problem and is_half_typed(getattr(model, name)):
                problem = None
                typing.append(msg("the year, with four digits"))
            elif problem and begun:
                typing.append(msg("the town"))
            elif problem:
                serious.append(problem)
            field.show_problem(problem, gentle=begun)
        serious += [problem for problem in model.problems if problem.field not in anchors(self.fields.values())]
        if serious:
            self.panel.value = problems_html(serious, anchors(self.fields.values()), say)
        elif model.missing or typing or model.verdict is None:
            self.panel.value = empty_html((*model.missing, *typing), say)
        else:
            self.panel.value = panel_html(model.verdict, say, actions=self._actions())
        answered = bool(set(model.get_state()) - {"form"})
        _visible(self._example, visible=not answered)
        _visible(self._again, visible=answered)

    def _actions(self) -> Markup:
        """Return the ways on to the other apps, which only our own site has."""
        if not on_our_site():
            return Markup("")
        say, carried = self._language, handover(self.model)
        refused = self.model.verdict is not None and self.model.verdict.eligibility is Eligibility.NOT_ELIGIBLE
        on_map = button_link(
            words(msg("See all hosts on the map"), say), app_link("partner_map", say, carried), main=refused
        )
        if refused:
            return on_map
        plan = button_link(words(msg("Plan this exchange"), say), app_link("planner", say, carried), main=True)
        return join([plan, on_map])


def _visible(widget: Any, *, visible: bool) -> None:
    (widget.remove_class if visible else widget.add_class)("exx-gone")
