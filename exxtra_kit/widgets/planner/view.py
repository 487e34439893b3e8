# SPDX-License-Identifier: BSD-3-Clause
"""The planner's page: steps above, agenda and papers on the left, the answer on the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from exxtra_kit.documents.exchange_file import ExchangeFile
from exxtra_kit.messages import msg
from exxtra_kit.parameters import DEFAULT_PROGRAMME
from exxtra_kit.planning import Closing, Profile
from exxtra_kit.render.html import Markup, button_link, element, join, sign, words
from exxtra_kit.render.plan import heading_html, steps_html, take_away_html
from exxtra_kit.render.verdict import empty_html, panel_html, problems_html
from exxtra_kit.widgets.handover import FIELDS, HOST_FIELD, Handover
from exxtra_kit.widgets.kit import AnswerPanel, Keeper, app_link, button, controls, html, keep, on_our_site, page, show
from exxtra_kit.widgets.plain_answers import as_text
from exxtra_kit.widgets.planner.agenda import AgendaView
from exxtra_kit.widgets.planner.bridge import Leaving
from exxtra_kit.widgets.planner.closing import ClosingView
from exxtra_kit.widgets.planner.documents import DocumentsView
from exxtra_kit.widgets.planner.draft import answers_of, read_plan, write_draft
from exxtra_kit.widgets.planner.group import GroupView
from exxtra_kit.widgets.planner.matching import MatchingView
from exxtra_kit.widgets.planner.model import OTHER_HOST, PlannerModel
from exxtra_kit.widgets.planner.objectives import ObjectivesView
from exxtra_kit.widgets.planner.papers import PapersView
from exxtra_kit.widgets.planner.questions import QuestionsView
from exxtra_kit.widgets.planner.registration import RegistrationView

if TYPE_CHECKING:
    from exxtra_kit.language import Language


def handover(model: PlannerModel) -> Handover:
    """Return what was answered here or in another app, as the links to the other apps carry it."""
    case, values = model.case_data, {"host": model.host}
    for key, field in FIELDS.items():
        section, _, name = field.rpartition(".")
        if field == HOST_FIELD or (section == "host" and model.host != OTHER_HOST):
            continue
        inner = case.get(section) if section else case
        values[key] = as_text(inner.get(name)) if isinstance(inner, Mapping) else ""
    if values["programme"] == DEFAULT_PROGRAMME:  # needn't be said
        del values["programme"]
    return Handover({key: value for key, value in values.items() if value})


def kept_words(language: Language) -> dict[str, str]:
    """Return the words with which the browser offers the plan that it has kept."""
    return {
        "offer": language.text(msg("This browser has kept your plan of {when}.", when="{when}")),
        "take": language.text(msg("Put it back")),
        "forget": language.text(msg("Throw it away")),
        "full": language.text(
            msg("This browser can\N{RIGHT SINGLE QUOTATION MARK}t keep a copy of your plan: save the file.")
        ),
    }


class PlannerView:
    """The widgets of the planner, tied to a model.

    Attributes:
        questions: Who, where, when.
        registration: What the visitor says of itself beyond that.
        matching: The hosts in an order.
        objectives: What the exchange is to reach.
        agenda: The days and activities.
        group: The further visitors.
        documents: What makes papers.
        papers: The checklist.
        closing: The end of the exchange.
        panel: The answer.
        take: The link that saves the exchange file (an HTML widget).
        upload: The button that opens one.
        keeper: What keeps the plan in the browser.
        leaving: What asks back before a plan is left that is in no file.
        page: What the notebook shows.
    """

    def __init__(self, model: PlannerModel, language: Language, mark: str = "") -> None:
        """Build the page for a model; `mark` says what the address handed over, see `Arrival.mark`."""
        self.model, self._language = model, language
        self.keeper = Keeper(app="planner", handed=mark, words=kept_words(language))
        self._begun = answers_of(model)
        self._left = ""  # the plan that "Start again" took away
        self.leaving = Leaving()
        self._unmissed = model.file_content()  # a plan that nobody would miss: in a file already, or untouched
        self.questions = QuestionsView(model, language)
        self.registration = RegistrationView(model, language)
        self.matching = MatchingView(model, language)
        self.objectives = ObjectivesView(model, language)
        self.agenda = AgendaView(model, language)
        self.group = GroupView(model, language)
        self.documents = DocumentsView(model, language)
        self.papers = PapersView(model, language)
        self.closing = ClosingView(model, language)
        self.panel = AnswerPanel()
        self.take = html()
        text = language.text(msg("Open an exchange file"))
        self.upload = controls.FileUpload(accept=".json", multiple=False, description=text, tooltip=text)
        for name in ("exx-button", "exx-plan-upload"):
            self.upload.add_class(name)
        self._file_note = html("", "exx-message")
        self._again = button(msg("Start again"), language, self._start_again, quiet=True)
        self._put_back = button(msg("Put the plan back"), language, self._restore_left, quiet=True)
        self._steps = html()
        self._heading = html()
        self.page = self._lay_out()
        self.upload.observe(self._uploaded, "value")
        model.observe(self._refresh_answer, ["verdict", "problems", "missing"])
        model.observe(self._refresh_plan, ["revision"])
        model.observe(self._refresh_file_note, ["file_problem", "news"])
        self._refresh_answer()
        self._refresh_plan()
        changed = keep(
            self.keeper,
            model,
            ["revision"],
            write=lambda: write_draft(model, self.agenda.form),
            read=self._restore,
            language=language,
        )
        self.agenda.form.observe(changed)

    def _restore(self, draft: str) -> bool:
        """Take the plan that the browser has kept; what was answered meanwhile stays."""
        is_taken = read_plan(draft, self.model, self.agenda.form, self._begun)
        if is_taken:
            self._fold_questions()
        return is_taken

    def _start_again(self) -> None:
        """Begin with an empty plan; the one that was there can be put back until something is planned."""
        if not self._is_begun():
            return
        left = write_draft(self.model)
        self.agenda.form.close()
        self.model.take(ExchangeFile())
        self._left = left
        self._fold_questions()
        self._refresh_plan()

    def _restore_left(self) -> None:
        if self._left:
            read_plan(self._left, self.model, self.agenda.form, answers_of(self.model))
            self._fold_questions()

    def _fold_questions(self) -> None:
        self.questions.show_all(shown=bool(self.model.missing or self.model.problems))

    def _is_begun(self) -> bool:
        """Say whether anything is answered or planned."""
        model = self.model
        asked = {name: value for name, value in answers_of(model).items() if name != "form"}
        planned = (model.objectives, model.agenda, model.visitors, model.done, model.signed, model.confirmed)
        said = (model.profile != Profile(), model.host_profile != Profile(), model.closing != Closing(), model.weights)
        return any((*asked.values(), *planned, *said))

    def _lay_out(self) -> Any:
        say = self._language
        promise = words(
            msg(
                "Nothing is kept on this site; your browser keeps a copy for thirty days. "
                "The file is yours: save it, and open it here again."
            ),
            say,
        )
        tools = controls.Box([self.take, self.upload])
        for name in ("exx-buttons", "exx-plan-file"):
            tools.add_class(name)
        file = controls.Box([tools, self._file_note, html(element("p", promise, "exx-text exx-small exx-muted"))])
        file.add_class("exx-field")
        main = controls.Box(
            [
                *(self.keeper, self._heading, file, self.questions.box, self.registration.box, self.matching.box),
                *(self.objectives.box, self.agenda.box, self.group.box, self.documents.box, self.papers.box),
                *(self.closing.box, self._again, self._put_back, self.leaving),
            ]
        )
        side = controls.Box([self.panel])
        columns = controls.Box([main, side])
        for box, names in ((main, ("exx-stack", "exx-main")), (side, ("exx-stack", "exx-side"))):
            for name in names:
                box.add_class(name)
        columns.add_class("exx-columns")
        return page(
            title=msg("Plan the exchange"),
            lead=msg("Days, activities, papers: a first plan that you carry away as a file."),
            language=say,
            main=[self._steps, columns],
            sheets=["answer", "ranking", "planner"],
        )

    def _refresh_answer(self, _: object = None) -> None:
        model, say = self.model, self._language
        if model.problems:
            self.panel.value = problems_html(model.problems, self.questions.anchors, say)
        elif model.verdict is None:
            self.panel.value = empty_html(model.missing, say)
        else:
            self.panel.value = panel_html(model.verdict, say, actions=self._actions())

    def _actions(self) -> Markup:
        """Return the ways on to the other apps, which only our own site has."""
        if not on_our_site():
            return Markup("")
        say, carried = self._language, handover(self.model)
        return join(
            [
                button_link(words(msg("Try other dates"), say), app_link("calculator", say, carried)),
                button_link(words(msg("See all hosts on the map"), say), app_link("partner_map", say, carried)),
            ]
        )

    def _refresh_plan(self, _: object = None) -> None:
        model, say = self.model, self._language
        self._steps.value = steps_html(model.progress, say)
        self._heading.value = heading_html(model.case, say)
        self.take.value = take_away_html(model.file_content(), model.file_name(), say)
        is_begun = self._is_begun()
        self.leaving.watch(model.file_content() if is_begun and model.file_content() != self._unmissed else "")
        if is_begun:
            self._left = ""
        show(self._again, visible=is_begun)
        show(self._put_back, visible=bool(self._left))

    def _uploaded(self, change: Any) -> None:
        files = change["new"]
        if not files:
            return
        size = files[0].get("size")
        if self.model.open_file(bytes(files[0]["content"]), size if isinstance(size, int) else 0):
            self._fold_questions()
            self._unmissed = self.model.file_content()
            self._refresh_plan()
        self._refresh_file_note(is_opened=self.model.file_problem is None)
        self.upload.value = ()  # so that the same file, mended, can be opened again

    def _refresh_file_note(self, _: object = None, *, is_opened: bool = False) -> None:
        model, say = self.model, self._language
        if model.file_problem is not None:
            text = join([sign("not_met"), words(model.file_problem.message, say)], " ")
            kept = words(msg("Your plan here is unchanged."), say)
            self._file_note.value = element("p", join([text, kept], " "), "exx-problem", role="alert")
            return
        news = [words(message, say) for message in model.news]
        if is_opened:
            news.insert(0, join([sign("met"), words(msg("The file is open."), say)], " "))
        self._file_note.value = element("p", join(news, " "), "exx-advice", role="status") if news else Markup("")
