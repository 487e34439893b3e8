# SPDX-License-Identifier: BSD-3-Clause
"""The rule book, woven from rules, parameters, decisions, source conflicts and example cases: never written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Listing, msg
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import VOCABULARY, conflicts_of, decision, load_programme
from exxtra_kit.render.book import Book, Chapter, English, Heading, Item, Link, Listed, Paragraph, Section, Strong
from exxtra_kit.render.case_examples import assess_example, best_example
from exxtra_kit.render.findings import finding_kind
from exxtra_kit.render.plain import headline
from exxtra_kit.render.rulebook_register import register_chapters
from exxtra_kit.render.rulebook_values import DOT, parameter_blocks, source_words
from exxtra_kit.render.scheme_rules import SCHEME
from exxtra_kit.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.parameters import Decision
    from exxtra_kit.render.book import Block, Line
    from exxtra_kit.render.case_examples import ExampleCase
    from exxtra_kit.rules import Rule

OUTCOME_NAMES: dict[Outcome, Message] = {
    Outcome.MET: msg("met"),
    Outcome.NOT_MET: msg("not met"),
    Outcome.UNDECIDED: msg("not decided"),
    Outcome.NOT_APPLICABLE: msg("does not apply"),
}


class _Weaver:
    """What every part of the book needs: the programmes it is about, the language, where case files are."""

    def __init__(self, programmes: tuple[str, ...], language: Language, cases_at: str) -> None:
        self.programmes = programmes
        self.language = language
        self.cases_at = cases_at

    def say(self, message: Message) -> str:
        return self.language.text(message)

    def section(self, number: str) -> Section:
        """Return what is to be said of one rule of the scheme."""
        scheme = SCHEME[number]
        asked = [rule for rule in RULES if rule.rule == number]
        blocks: list[Block] = [Paragraph((self.say(scheme.says),))]
        if scheme.not_asked is not None:
            blocks.append(Paragraph((self.say(msg("Not asked of a case.")), " ", self.say(scheme.not_asked))))
        if scheme.part_of:
            codes = Listing(scheme.part_of)
            blocks.append(
                Paragraph((self.say(msg("It has no question of its own: it is part of {codes}.", codes=codes)),))
            )
        for rule in asked:
            blocks += self.question(rule)
        names = [name for name, meaning in VOCABULARY.items() if meaning.rule == number]
        for name in names:
            blocks += parameter_blocks(name, self.programmes, self.language)
        blocks += self.decisions(names)
        return Section(
            number.lower(),
            f"{number}{DOT}{self.say(scheme.title)}",
            tuple(blocks),
            ", ".join([*(rule.code for rule in asked), *scheme.part_of]) or self.say(msg("not asked")),
        )

    def question(self, rule: Rule) -> Iterator[Block]:
        """Yield a question with its possible answers and a case for each."""
        yield Heading((f"{rule.code}{DOT}{self.say(rule.question)}",))
        possible = tuple(OUTCOME_NAMES[outcome] for outcome in Outcome if outcome in rule.outcomes)
        line: Line = (self.say(msg("Possible answers: {answers}.", answers=Listing(possible, any_of=True))),)
        elsewhere = VOCABULARY[rule.parameter].rule
        if elsewhere != rule.rule:
            line = (*line, " ", self.say(msg("The value it rests on stands under")), " ", _to(elsewhere), ".")
        yield Paragraph(line)
        examples = [
            self.example(rule, outcome, example)
            for outcome in Outcome
            if outcome in rule.outcomes
            for example in [best_example(rule.code, outcome, frozenset(self.programmes))]
            if example is not None
        ]
        if examples:
            yield Listed(tuple(examples))

    def example(self, rule: Rule, outcome: Outcome, example: ExampleCase) -> Item:
        """Return a case with what the rules say of it, computed here and now."""
        verdict = assess_example(example)
        (finding,) = (one for one in verdict.findings if one.code == rule.code)
        name = Link(example.name, f"{self.cases_at}{example.file}") if self.cases_at else English(example.name)
        return Item(
            (Strong(self.say(OUTCOME_NAMES[outcome])), DOT, name),
            (
                (self.say(finding.reason),),
                (headline(verdict, self.language), DOT, verdict.programme, DOT, *source_words(example.source)),
            ),
            finding_kind(finding),
        )

    def decisions(self, names: list[str]) -> Iterator[Block]:
        """Yield the decisions that the values of these parameters rest on, with the source conflicts they settle."""
        chosen = _decisions(names, self.programmes)
        if not chosen:
            return
        yield Heading((self.say(msg("Decisions")),))
        yield Listed(tuple(self.decision(one) for one in chosen))

    def decision(self, one: Decision) -> Item:
        """Return a decision with its choice and the source conflicts it settles."""
        conflicts: list[Line] = [
            (self.say(msg("Sources differ:")), " ", _to(conflict.id), DOT, self.say(conflict.subject))
            for conflict in conflicts_of(one.id)
        ]
        return Item((_to(one.id), DOT, self.say(one.question)), ((self.say(one.choice),), *conflicts))

    def programme(self, name: str) -> Section:
        """Return who a programme is."""
        programme = load_programme(name)
        head = programme.programme
        lines: list[Line] = [
            (self.say(msg("Version {version}", version=head.version)), DOT, head.id),
            (self.say(msg("Content hash: {hash}", hash=programme.content_hash)),),
        ]
        if head.builds_on:
            base = load_programme(head.builds_on).programme
            text = msg("It builds on {programme} and states what differs.", programme=self.language.text(base.title))
            lines.insert(0, (self.say(text),))
        description = self.language.text(head.description)
        return Section(
            f"p-{head.id}",
            self.language.text(head.title),
            (Paragraph((description,)), *(Paragraph(line) for line in lines)),
        )


def _to(number: str) -> Link:
    return Link(number, f"#{number.lower()}")


def _decisions(names: list[str], programmes: tuple[str, ...]) -> list[Decision]:
    found = {
        entry.decision
        for programme in programmes
        for name in names
        for entry in load_programme(programme).parameters[name].values
        if entry.decision
    }
    return [decision(number) for number in sorted(found)]


def rule_book(programmes: tuple[str, ...], language: Language, *, cases_at: str = "") -> Book:
    """Return the whole rule book.

    Args:
        programmes: Ids of the programmes whose values are shown.
        language: Language of the words; names and sources of cases stay English.
        cases_at: Where the case files are as seen from the book ("../tests/rules/cases/"); empty to link none.
    """
    weaver = _Weaver(programmes, language, cases_at)
    say = weaver.say
    rules = Chapter(
        "rules",
        say(msg("The rules")),
        say(msg("Each rule with the questions that a case is asked, the values in force, and cases that show them.")),
        tuple(weaver.section(number) for number in SCHEME),
    )
    about = Chapter(
        "programmes",
        say(msg("The programmes")),
        say(msg("A programme is a file of dated values. Its content hash changes when any value changes.")),
        tuple(weaver.programme(name) for name in programmes),
    )
    lead = (
        (say(msg("What the programmes ask, which values are in force from which day, where that stands, how sure.")),),
        (
            say(
                msg(
                    "Every answer below was computed by the rules when this book was made. It is unofficial: your "
                    "partnership decides."
                )
            ),
        ),
    )
    return Book(say(msg("Rule book")), lead, say(msg("Contents")), (rules, *register_chapters(language), about))
