# SPDX-License-Identifier: BSD-3-Clause
"""Documents: the papers in one language or two, made when a button is pressed and handed to the browser."""

from __future__ import annotations

import io
import zipfile
from time import monotonic
from typing import TYPE_CHECKING, Any

from exxtra_kit.documents.exchange_file import open_exchange
from exxtra_kit.errors import ExxtraError, InputError
from exxtra_kit.language import paper_languages
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.render.html import element, join, sign, words
from exxtra_kit.render.papers import PaperKind
from exxtra_kit.widgets.kit import FileGiver, button, choice_field, html, row
from exxtra_kit.widgets.planner.files import NamedFile, PaperFormat, make_files
from exxtra_kit.widgets.planner.folded import FoldedCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.planner.model import PlannerModel

ALL = "all"
STEP_SECONDS = 3
"""So long files are made at a stretch; the site takes a process for stuck that doesn't answer for much longer."""
_ZIP = "application/zip"
# The oldest day that the format knows: the same files make the same archive.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_FORMATS: dict[str, tuple[Message, tuple[PaperFormat, ...]]] = {
    "docx": (msg("Word, to edit and sign"), (PaperFormat.DOCX,)),
    "pdf": (msg("PDF, to read and print"), (PaperFormat.PDF,)),
    "ics": (msg("Calendar, the agenda only"), (PaperFormat.ICS,)),
    ALL: (msg("Everything in one archive"), tuple(PaperFormat)),
}


class DocumentsView:
    """The card that makes papers.

    Attributes:
        box: The card.
        card: What folds it.
        giver: What hands the files to the browser.
        make: The button.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self._given = ""
        self.giver = FileGiver(self._told)
        self.giver.add_class("exx-gone")
        self._line, self._lacks = html("", "exx-live"), html()
        self.card = FoldedCard(
            msg("Documents"),
            msg("The papers as files, in one language or in two side by side."),
            msg("Make papers of the plan"),
            language,
            build=self._build,
            opened=self._refresh,
        )
        self.box = self.card.box
        model.observe(self._refresh, ["revision"])

    def _build(self) -> list[Any]:
        say = self._language
        papers: list[tuple[Message | str, str]] = [(msg("All papers"), ALL)]
        papers += [(kind.label, kind.value) for kind in PaperKind]
        self.paper = choice_field(msg("Which papers"), papers, say, name="papers.kind")
        formats: list[tuple[Message | str, str]] = [(words_of, key) for key, (words_of, _) in _FORMATS.items()]
        self.format = choice_field(msg("As"), formats, say, name="papers.format")
        codes = [say.code, *(code for code in paper_languages() if code != say.code)]
        named: list[tuple[Message | str, str]] = [(say.language_name(code), code) for code in codes]
        self.first = choice_field(msg("Language"), named, say, name="papers.language")
        beside: list[tuple[Message | str, str]] = [(msg("No second language"), ""), *named]
        self.second = choice_field(msg("Beside it"), beside, say, name="papers.second_language")
        self.make = button(msg("Make the papers"), say, self._make, main=True)
        choices = row(self.paper.box, self.format.box, self.first.box, self.second.box)
        return [choices, self._lacks, self.make, self._line, self.giver]

    def _refresh(self, _: object = None) -> None:
        """Say what the papers lack as long as the plan is as it is."""
        if not self.card.is_open:
            return
        lacking = self.lacking()
        text = msg("Not said yet, so it stays open in the papers: {missing}.", missing=Listing(lacking))
        shown = element("p", words(text, self._language), "exx-advice") if lacking else words("", self._language)
        self._lacks.value = shown

    def lacking(self) -> tuple[Message, ...]:
        """Return what the papers speak of and the plan doesn't say yet."""
        model = self.model
        asked = (
            (msg("your name"), bool(model.name)),
            (msg("the host\N{RIGHT SINGLE QUOTATION MARK}s name"), bool(model.host_name)),
            (msg("what you do and why you want to go"), bool(model.profile.about)),
            (msg("the objectives"), bool(model.objectives)),
            (msg("the agenda"), bool(model.agenda)),
        )
        return (*model.missing, *(text for text, is_said in asked if not is_said))

    def _make(self) -> None:
        if self.model.missing or self.model.verdict is None:
            missing = Listing(self.model.missing)
            needed = msg("For the papers we still need: {missing}.", missing=missing)
            wrong = msg("Something in the answers above can\N{RIGHT SINGLE QUOTATION MARK}t be used: mend it first.")
            self._say(needed if self.model.missing else wrong, "exx-problem")
            return
        self.make.disabled = True
        self._say(msg("Making the papers\N{HORIZONTAL ELLIPSIS}"), "exx-text")
        self._go_on(self._wanted(), [])

    def _wanted(self) -> Iterator[NamedFile]:
        """Yield the files that are wanted, each made when it is asked for."""
        chosen, second = self.paper.control.value, self.second.control.value
        kinds = tuple(PaperKind) if chosen == ALL else (PaperKind(chosen),)
        languages = list(dict.fromkeys(code for code in (self.first.control.value, second) if code))
        _, formats = _FORMATS[self.format.control.value]
        if formats == (PaperFormat.ICS,):
            kinds = (PaperKind.AGENDA,)
        yield from make_files(open_exchange(self.model.file_content()), kinds, languages, formats)

    def _go_on(self, wanted: Iterator[NamedFile], made: list[NamedFile]) -> None:
        """Make files for some seconds, and say how far it is; the papers of a large group take several such steps."""
        self.make.disabled = True
        began = monotonic()
        try:
            for file in wanted:
                made.append(file)
                self._say(msg("Ready: {file}", file=file.name), "exx-text")
                if monotonic() - began > STEP_SECONDS:
                    self.giver.again(lambda: self._go_on(wanted, made))
                    return
            self._give(made)
        except InputError as error:
            self._say(error.problems[0].message if error.problems else error.message, "exx-problem")
        except ExxtraError as error:
            self._say(error.message, "exx-problem")
        finally:
            self.make.disabled = False

    def _give(self, files: Sequence[NamedFile]) -> None:
        """Hand over one file as it is, several as one archive: a browser takes only one for a press."""
        if not files:
            self._say(msg("There is nothing to make a file of: the agenda is empty."), "exx-problem")
            return
        name = self.model.file_name().removesuffix(".json") + ".zip"
        file = files[0] if len(files) == 1 else NamedFile(name, _ZIP, archive(files))
        self._given = file.name
        self.giver.give(file.name, file.content, file.media_type)

    def _told(self, saved: bool) -> None:  # noqa: FBT001 (a message from the browser: it says yes or no)
        if saved:
            self._say(msg("Saved: {file}", file=self._given), "exx-text")
        else:
            self._say(
                msg("This browser can\N{RIGHT SINGLE QUOTATION MARK}t save {file}.", file=self._given), "exx-problem"
            )

    def _say(self, message: Message, classes: str) -> None:
        text = words(message, self._language)
        if classes == "exx-problem":
            text = join([sign("not_met"), text], " ")
        self._line.value = element("p", text, classes, role="alert" if classes == "exx-problem" else "status")


def archive(files: Sequence[NamedFile]) -> bytes:
    """Return several files as one ZIP archive, the same for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for file in files:
            made.writestr(zipfile.ZipInfo(file.name, _NO_DAY), file.content, zipfile.ZIP_DEFLATED)
    return content.getvalue()
