# SPDX-License-Identifier: BSD-3-Clause
"""Registration: what a visitor says of itself beyond what the rules ask, once, and only if it wants to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from exxtra_kit.language import LANGUAGES
from exxtra_kit.matching.names import SECTORS
from exxtra_kit.matching.spoken import official_languages
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Organisation
from exxtra_kit.parameters import Law
from exxtra_kit.planning import ActivityKind, Profile
from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.hosts import host_clusters
from exxtra_kit.widgets.kit import ChoiceChecks, OneByOne, html, long_text_field, row, show, stack, text_field
from exxtra_kit.widgets.planner.bridge import CopyBox
from exxtra_kit.widgets.planner.folded import FoldedCard
from exxtra_kit.widgets.planner.kept_text import KeptText
from exxtra_kit.widgets.planner.periods import Periods

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.planner.model import PlannerModel


class RegistrationView:
    """The card in which somebody says more about itself; folded until wanted.

    Attributes:
        box: The card.
        card: What folds it.
        texts: The fields for text, by the profile's field.
        several: The questions with several answers, by the profile's field.
        periods: The days on which somebody could travel.
        text: The short profile that can be pasted elsewhere.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self.texts: dict[str, KeptText] = {}
        self.several: dict[str, ChoiceChecks | OneByOne] = {}
        self.periods: Periods | None = None
        self.text: CopyBox | None = None
        self.card = FoldedCard(
            msg("Registration"),
            msg("The verdict needs none of this: it helps to find a host, and makes the text for your profile."),
            msg("Say more about you"),
            language,
            build=self._build,
            opened=self._refresh,
        )
        self.box = self.card.box
        model.observe(self._refresh, ["profile", "case"])

    def _build(self) -> list[Any]:
        say = self._language
        fields = {
            "about": long_text_field(
                msg("What do you do, and why do you want to go?"),
                say,
                name="profile.about",
                hint=msg("a few sentences"),
            ),
            "website": text_field(msg("Website"), say, name="profile.website"),
            "contact": text_field(
                msg("Contact"), say, name="profile.contact", hint=msg("a function or a name, as you want it shown")
            ),
        }
        for name, field in fields.items():
            advise = _advise_address if name == "website" else _say_nothing
            self.texts[name] = KeptText(field, self._texter(name), is_long=name == "about", advise=advise)
        kinds = [(say.text(kind.label), kind.value) for kind in ActivityKind]
        for name, label in (("looks_for", msg("What you look for")), ("offers", msg("What you offer"))):
            self.several[name] = ChoiceChecks(
                label, kinds, say, name=f"profile.{name}", changed=self._setter(name, ActivityKind)
            )
        choose: tuple[Message | str, str] = (msg("Choose"), "")
        sectors = sorted(((_capital(say.text(name)), code) for code, name in SECTORS.items()), key=_by_name)
        self.several["sectors"] = OneByOne(
            msg("Your sectors"), [choose, *sectors], say, name="profile.sectors", changed=self._setter("sectors")
        )
        self.several["languages"] = OneByOne(
            msg("Languages you can work in"),
            [choose, *spoken_languages(say)],
            say,
            name="profile.languages",
            changed=self._setter("languages"),
        )
        self.periods = Periods(msg("When you could travel"), say, changed=lambda free: self._say(free=free))
        self.text = CopyBox.of(msg("Your profile in short"), say)
        title = html(element("h3", words(msg("Your profile in short"), say), "exx-subheading"))
        hint = msg("For the scheme\N{RIGHT SINGLE QUOTATION MARK}s own tool: copy it there, and change what you like.")
        self._paste = stack(title, html(element("p", words(hint, say), "exx-text exx-small exx-muted")), self.text)
        return [
            row(fields["about"].box),
            row(fields["website"].box, fields["contact"].box),
            self.several["looks_for"].box,
            self.several["offers"].box,
            self.several["sectors"].box,
            self.several["languages"].box,
            self.periods.box,
            self._paste,
        ]

    def _texter(self, name: str) -> Callable[[str], None]:
        return lambda text: self._say(**{name: text})

    def _setter(self, name: str, kind: Callable[[str], Any] = str) -> Callable[[list[str]], None]:
        return lambda chosen: self._say(**{name: tuple(map(kind, chosen))})

    def _say(self, **fields: object) -> None:
        """Put answers into the profile; what a newer version wrote into it stays."""
        try:
            said = Profile.model_validate({**self.model.profile.model_dump(), **fields})
        except ValidationError:  # more than fits into a file: what was there counts
            self._refresh()
            return
        self.model.profile = said

    def _refresh(self, _: object = None) -> None:
        """Show the profile as it is, where it isn't what stands there already."""
        if not self.card.is_open or self.periods is None or self.text is None:
            return
        profile = self.model.profile
        for name, text in self.texts.items():
            text.show(getattr(profile, name))
        for name, group in self.several.items():
            group.show([str(value) for value in getattr(profile, name)])
        self.periods.show(profile.free)
        show(self._paste, visible=not profile.is_empty)
        self.text.text = self._short_text()

    def _short_text(self) -> str:
        from exxtra_kit.render.request import profile_text  # noqa: PLC0415 (wanted once somebody says more)

        case = self.model.case
        visitor = case.visiting if case is not None else Organisation(name=self.model.name)
        return profile_text(self.model.profile, visitor, self._language)


def spoken_languages(language: Language) -> list[tuple[str, str]]:
    """Return the languages that can be chosen, name and code, by name: ours, and those official where the scheme is."""
    places = [(country, None) for country in Law.newest().names("participating_countries")]
    hosts = [(cluster.country, cluster.host_region) for cluster in host_clusters().values()]
    codes = {code for place in (*places, *hosts) for code in official_languages(*place)} | set(LANGUAGES)
    # A language that is official in two scripts is one to whom speaks it.
    return sorted(((language.language_name(code), code) for code in codes if "_" not in code), key=_by_name)


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[0].casefold(), pair[1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _advise_address(text: str) -> Message | None:
    if not text or (" " not in text and "." in text.strip(".")):
        return None
    return msg("A web address looks like {example}.", example="www.example.org")


def _say_nothing(_text: str) -> Message | None:
    return None
