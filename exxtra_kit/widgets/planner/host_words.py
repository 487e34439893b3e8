# SPDX-License-Identifier: BSD-3-Clause
"""What the chosen host says of itself: the ranking counts it, and the papers have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from exxtra_kit.messages import msg
from exxtra_kit.planning import ActivityKind, Profile
from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.kit import ChoiceChecks, OneByOne, Unfolding, html, long_text_field, row, stack
from exxtra_kit.widgets.planner.kept_text import KeptText
from exxtra_kit.widgets.planner.registration import spoken_languages

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.widgets.planner.model import PlannerModel


class HostWords:
    """The questions, folded until the host has answered.

    Attributes:
        box: What a page lays out.
        about: What it does.
        offers: What it offers.
        languages: In what it can work.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the questions for a model."""
        self.model = model
        hint = words(msg("Only what it has told you: it counts in the ranking, and stands in the papers."), language)
        about = long_text_field(msg("What the host does"), language, name="host_profile.about", lines=3)
        self.about = KeptText(about, lambda text: self._say(about=text), is_long=True)
        kinds = [(language.text(kind.label), kind.value) for kind in ActivityKind]
        self.offers = ChoiceChecks(
            msg("What the host offers"),
            kinds,
            language,
            name="host_profile.offers",
            changed=self._setter("offers", ActivityKind),
        )
        choose: tuple[Message | str, str] = (msg("Choose"), "")
        self.languages = OneByOne(
            msg("Languages the host can work in"),
            [choose, *spoken_languages(language)],
            language,
            name="host_profile.languages",
            changed=self._setter("languages"),
        )
        content = stack(html(element("p", hint, "exx-hint")), row(about.box), self.offers.box, self.languages.box)
        self.fold = Unfolding(msg("What the host says of itself"), content, language)
        self.box = stack(self.fold.button, content)
        model.observe(self.show, ["host_profile"])
        self.show()

    def show(self, _: object = None) -> None:
        """Show the profile as it is."""
        profile = self.model.host_profile
        self.about.show(profile.about)
        self.offers.show([kind.value for kind in profile.offers])
        self.languages.show(list(profile.languages))

    def _setter(self, name: str, kind: Callable[[str], Any] = str) -> Callable[[list[str]], None]:
        return lambda chosen: self._say(**{name: tuple(map(kind, chosen))})

    def _say(self, **fields: object) -> None:
        """Put answers into the host's profile; what a newer version wrote into it stays."""
        try:
            said = Profile.model_validate({**self.model.host_profile.model_dump(), **fields})
        except ValidationError:  # more than fits into a file: what was there counts
            self.show()
            return
        self.model.host_profile = said
