# SPDX-License-Identifier: BSD-3-Clause
"""Matching: the hosts in an order for this visitor, why, why not, what counts how much, and the text to ask one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.language import Language, available_languages
from exxtra_kit.matching.criteria import LARGEST_WEIGHT, WEIGHTS
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.planning import ExchangeStep
from exxtra_kit.render.html import Markup, element, join, press_button, sign, words
from exxtra_kit.render.plan import STEP_PLACES
from exxtra_kit.widgets.hosts import host_clusters
from exxtra_kit.widgets.kit import AnswerPanel, Field, Unfolding, button, choice_field, html, row, show, stack
from exxtra_kit.widgets.planner.bridge import CopyBox
from exxtra_kit.widgets.planner.folded import FoldedCard
from exxtra_kit.widgets.planner.host_words import HostWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.matching.criteria import Criterion
    from exxtra_kit.widgets.planner.model import PlannerModel

_STEPS = (0, 5, 10, 15, 20, 25, 30, 40, 50, 75, LARGEST_WEIGHT)
_NO_HOST = msg("the host")


class MatchingView:
    """The card that helps to find a host; it reckons only while it is open.

    Attributes:
        box: The card.
        card: What folds it.
        weights: The choice of each weight, by its criterion.
        ranking: The hosts.
        text: The text that asks the chosen host.
        host_words: What that host says of itself.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self.weights: dict[Criterion, Field] = {}
        self.ranking: AnswerPanel | None = None
        self.text: CopyBox | None = None
        self.host_words: HostWords | None = None
        self._asked: object = None
        self._is_filling = False
        self.card = FoldedCard(
            msg("Find a host"),
            msg("The hosts that fit you best come first, and each says why."),
            msg("Compare the hosts"),
            language,
            anchor=STEP_PLACES[ExchangeStep.MATCHING],
            build=self._build,
            opened=self._refresh,
        )
        self.box = self.card.box
        model.observe(self._refresh, ["case", "profile", "host_profile", "weights", "objectives", "host"])

    def _build(self) -> list[Any]:
        say = self._language
        self.ranking = AnswerPanel(self._choose)
        self.ranking.add_class("exx-plan-ranking")
        for criterion in WEIGHTS:
            field = choice_field(criterion.label, _offered(), say, name=f"weights.{criterion}")
            field.control.observe(self._weigh(criterion), "value")
            self.weights[criterion] = field
        self.usual = button(msg("Take the usual weights"), say, self._take_usual, quiet=True)
        hint = msg("0 counts for nothing. The order changes at once.")
        weights = stack(
            html(element("p", words(hint, say), "exx-text exx-small exx-muted")),
            row(*(field.box for field in self.weights.values())),
            self.usual,
        )
        fold = Unfolding(msg("What counts how much"), weights, say)
        self.text = CopyBox.of(msg("Your request to the host"), say)
        others: list[tuple[Message | str, str]] = [(msg("No second language"), "")]
        others += [(say.language_name(code), code) for code in available_languages() if code != say.code]
        self.second = choice_field(msg("Second language of the text"), others, say, name="request.language")
        self.second.control.observe(self._refresh_text, "value")
        self._told = html()
        self.host_words = HostWords(self.model, say)
        self._request = stack(self._told, row(self.second.box), self.text, self.host_words.box)
        self._request.add_class("exx-plan-part")
        return [fold.button, weights, self.ranking, self._request]

    def _weigh(self, criterion: Criterion) -> Callable[[Any], None]:
        def take(change: Any) -> None:
            if not self._is_filling:
                self.model.weights = {**self.model.weights, criterion.value: int(change["new"])}

        return take

    def _take_usual(self) -> None:
        kept = {name: weight for name, weight in self.model.weights.items() if name not in set(WEIGHTS)}
        self.model.weights = kept

    def _choose(self, key: str) -> None:
        if key in host_clusters():
            self.model.host = key

    def _refresh(self, _: object = None) -> None:
        if not self.card.is_open or self.ranking is None:
            return
        self._show_weights()
        self._rank(self.ranking)
        self._refresh_text()

    def _show_weights(self) -> None:
        self._is_filling = True
        for criterion, field in self.weights.items():
            value = str(self.model.weights.get(criterion.value, WEIGHTS[criterion]))
            if value not in {offered for _, offered in field.control.options}:  # from a file: shown as it came
                field.control.options = (*field.control.options, (value, value))
            field.control.value = value
        self._is_filling = False
        show(self.usual, visible=any(name in set(WEIGHTS) for name in self.model.weights))

    def _rank(self, panel: AnswerPanel) -> None:
        """Show the order, made anew only if something that decides it has changed."""
        model, say = self.model, self._language
        missing = tuple(text for text in model.missing if text != _NO_HOST)
        case = model.case
        if case is None or missing:
            self._asked = None
            panel.value = self._needed(missing)
            return
        profile = model.profile.model_copy(update={"about": "", "website": "", "contact": ""})
        visitor = case.visiting.model_copy(update={"name": ""})
        asked = (case.model_copy(update={"visiting": visitor}), profile, model.host_profile, model.weights, model.host)
        if asked == self._asked:
            return
        self._asked = asked
        from exxtra_kit.matching.ranking import rank_hosts  # noqa: PLC0415 (wanted once the card is open)
        from exxtra_kit.render.ranking import ranking_html  # noqa: PLC0415

        said = {model.host: model.host_profile} if not model.host_profile.is_empty else None
        found = rank_hosts(case, profile, tuple(host_clusters().values()), model.weights, said)
        panel.value = ranking_html(found, say, selected=model.host, actions=self._actions)

    def _needed(self, missing: tuple[Message, ...]) -> Markup:
        if not missing:
            text = msg("Something in the answers above can\N{RIGHT SINGLE QUOTATION MARK}t be used: mend it first.")
        else:
            text = msg("For that we still need: {missing}.", missing=Listing(missing))
        return element("p", words(text, self._language), "exx-text")

    def _actions(self, cluster: Cluster) -> Markup:
        say = self._language
        if cluster.id == self.model.host:
            return element("p", join([sign("met"), words(msg("Your host"), say)], " "), "exx-text")
        return press_button(words(msg("Choose {host}", host=cluster.name), say), cluster.id, "exx-take")

    def _refresh_text(self, _: object = None) -> None:
        """Show the text that asks the chosen host; before one is chosen there is nobody to ask."""
        if self.text is None:
            return
        model, say = self.model, self._language
        case = model.case
        is_chosen = case is not None and bool(case.host.name or case.host.country)
        show(self._request, visible=is_chosen)
        if case is None or not is_chosen:
            self.text.text = ""
            return
        from exxtra_kit.render.request import request_text  # noqa: PLC0415 (wanted once a host is chosen)

        title = words(msg("Ask {host}", host=case.host.name or _NO_HOST), say)
        hint = words(msg("Send this in the scheme\N{RIGHT SINGLE QUOTATION MARK}s own tool, or by mail."), say)
        self._told.value = join(
            [element("h3", title, "exx-subheading"), element("p", hint, "exx-text exx-small exx-muted")]
        )
        second = self.second.control.value
        languages = [say, *([Language.load(second)] if second else [])]
        self.text.text = request_text(case, model.profile, model.objectives, languages)


def _offered() -> list[tuple[Message | str, str]]:
    return [(str(step), str(step)) for step in _STEPS]
