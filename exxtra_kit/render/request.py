# SPDX-License-Identifier: BSD-3-Clause
"""Text to copy: the request of a visitor to a host, in several languages, and the short profile for the scheme's tool.

Plain text, never mark-up. What people wrote themselves stands in it as they wrote it, in whatever language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.matching.names import sector_name
from exxtra_kit.messages import Country, DaySpan, Euro, LanguageName, Listing, Message, Value, msg, plural
from exxtra_kit.models import Eligibility, ExchangeForm, OrganisationType, Outcome
from exxtra_kit.parameters import Law
from exxtra_kit.render.verdict import sureness
from exxtra_kit.rules import assess_exchange
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, TYPE_NAMES, purpose_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Case, Organisation, Verdict
    from exxtra_kit.planning import Objective, Profile

LONGEST_PROFILE = 1500
"""So long a text fits into the fields of most tools; the scheme's own limit is not known."""
_RULE = "\n\n" + "-" * 40 + "\n\n"
_OWN_CLUSTERS = frozenset({OrganisationType.CLUSTER_ORGANISATION, OrganisationType.BUSINESS_NETWORK})


def request_text(case: Case, profile: Profile, objectives: Sequence[Objective], languages: Sequence[Language]) -> str:
    """Return a request to the host, the whole text in each language after the other.

    What the rules say of the sum is asked of the rules here, with the law of the case's day.

    Args:
        case: Who visits whom, and when.
        profile: What the visitor says of itself.
        objectives: What the exchange is to reach; may be empty.
        languages: The languages, the first one first; each is written once.
    """
    verdict = assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)
    once = {language.code: language for language in languages}
    return _RULE.join(_request(case, profile, objectives, verdict, language) for language in once.values()) + "\n"


def _request(
    case: Case, profile: Profile, objectives: Sequence[Objective], verdict: Verdict, language: Language
) -> str:
    visitor: Message | str = case.visiting.name or msg("[your name]")
    subject = msg("Subject: ClusterXchange exchange of {visitor} at {host}", visitor=visitor, host=_host(case))
    paragraphs: list[list[Message | str]] = [
        [subject],
        [msg("Dear colleagues at {host},", host=_host(case))],
        [_wish(case), _who(case.visiting)],
        [profile.about],
        _seek(profile, objectives),
        _when(case, profile),
        _money(verdict),
        [
            msg("Please tell us whether you can host us, and on which days."),
            msg("If you agree, please confirm the match in the scheme's tool; then we draft the agenda together."),
        ],
        [msg("With kind regards"), profile.contact or msg("[name and function]"), visitor, profile.website],
    ]
    return "\n\n".join(filter(None, (_paragraph(lines, language) for lines in paragraphs)))


def _paragraph(lines: Iterable[Message | str], language: Language) -> str:
    return "\n".join(line if isinstance(line, str) else language.text(line) for line in lines if line)


def _host(case: Case) -> Value:
    return case.host.name or msg("[name of the host]")


def _wish(case: Case) -> Message:
    if case.exchange.form is ExchangeForm.VIRTUAL:
        return msg("We would like to make a virtual ClusterXchange exchange with you.")
    return msg("We would like to visit you in a ClusterXchange exchange.")


def _who(visitor: Organisation) -> Message:
    """Return who the visitor is: kind, town, country, as far as known."""
    kind: Value = TYPE_NAMES[visitor.type] if visitor.type else msg("organisation")
    where = _where(visitor)
    if where is None:
        return msg("About us: {kind}.", kind=kind)
    return msg("About us: {kind}, {where}.", kind=kind, where=where)


def _where(visitor: Organisation) -> Message | None:
    town = visitor.place.town if visitor.place else None
    if town and visitor.country:
        return msg("{town}, {country}", town=town, country=Country(visitor.country))
    return msg("{country}", country=Country(visitor.country)) if visitor.country else None


def _seek(profile: Profile, objectives: Sequence[Objective]) -> list[Message | str]:
    lines: list[Message | str] = []
    if profile.looks_for:
        lines.append(msg("We look for: {what}.", what=_purposes(profile.looks_for)))
    if profile.offers:
        lines.append(msg("We offer: {what}.", what=_purposes(profile.offers)))
    if objectives:
        lines.append(msg("What should come of it:"))
        lines += [f"- {objective.title}" for objective in objectives]
    if profile.languages:
        lines.append(msg("We can work in: {languages}.", languages=_languages(profile.languages)))
    return lines


def _when(case: Case, profile: Profile) -> list[Message | str]:
    start, end = case.exchange.start, case.exchange.end
    lines: list[Message | str] = []
    if start and end:
        lines.append(msg("We propose {span}, travel not counted.", span=DaySpan(start, end)))
    if profile.free:
        lines.append(msg("We could also come within: {spans}.", spans=_spans(profile)))
    return lines or [msg("We have not chosen the days yet.")]


def _money(verdict: Verdict) -> list[Message | str]:
    """Return what the rules say of the sum, as far as they say it."""
    title = verdict.programme_title
    how_sure = msg("How sure that is: {how_sure}.", how_sure=sureness(verdict))
    if verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        broken = tuple(
            found.reason for found in verdict.with_outcome(Outcome.NOT_MET) if found.code.startswith(("OR", "EX"))
        )
        return [
            msg("As it stands, the rules ({programme}) do not allow this exchange, as we read them:", programme=title),
            *broken,
        ]
    if verdict.eligibility is Eligibility.UNDECIDED:
        if verdict.lump_sum_if_confirmed_eur is None:
            return [msg("Whether a lump sum is due cannot be said yet ({programme}).", programme=title)]
        return [
            msg(
                "By the rules as we read them ({programme}), we would receive a lump sum of {sum} from our "
                "partnership, once what is still open is confirmed.",
                programme=title,
                sum=Euro(verdict.lump_sum_if_confirmed_eur),
            ),
            how_sure,
        ]
    if verdict.lump_sum_eur is None:
        return [msg("Whether a lump sum is due cannot be said yet ({programme}).", programme=title)]
    if not verdict.lump_sum_eur:
        return [msg("By the rules as we read them ({programme}), no lump sum is paid for it.", programme=title)]
    days = plural("{n} working day", "{n} working days", n=verdict.working_days or 0)
    return [
        msg(
            "By the rules as we read them ({programme}), we receive a lump sum of {sum} from our partnership for "
            "{days} with you.",
            programme=title,
            sum=Euro(verdict.lump_sum_eur),
            days=days,
        ),
        how_sure,
    ]


def profile_text(profile: Profile, visitor: Organisation, language: Language) -> str:
    """Return the short profile of an organisation as plain text, to be pasted into the scheme's own tool.

    It has at most `LONGEST_PROFILE` characters: what the organisation wrote about itself is shortened to fit.

    Args:
        profile: What it says of itself.
        visitor: Who it is.
        language: Language of the words.
    """
    above = _paragraph(_head(visitor), language)
    below = _paragraph(_facts(profile, visitor), language)
    if len(above) + len(below) > LONGEST_PROFILE:
        below = _shortened(below, LONGEST_PROFILE - len(above) - 1)
    room = LONGEST_PROFILE - len(above) - len(below) - 2
    return "\n".join(filter(None, (above, _shortened(profile.about, room), below)))


def _head(visitor: Organisation) -> Iterator[Message | str]:
    yield visitor.name
    yield _who(visitor)


def _facts(profile: Profile, visitor: Organisation) -> Iterator[Message | str]:
    if visitor.membership and visitor.type not in _OWN_CLUSTERS:
        yield msg("Membership: {membership}.", membership=MEMBERSHIP_NAMES[visitor.membership])
    if profile.offers:
        yield msg("We offer: {what}.", what=_purposes(profile.offers))
    if profile.looks_for:
        yield msg("We look for: {what}.", what=_purposes(profile.looks_for))
    if profile.sectors:
        yield msg("Sectors: {sectors}.", sectors=Listing(tuple(map(sector_name, profile.sectors))))
    if profile.languages:
        yield msg("We can work in: {languages}.", languages=_languages(profile.languages))
    if profile.free:
        yield msg("We could: {spans}.", spans=_spans(profile))
    if profile.website:
        yield msg("On the web: {address}", address=profile.website)
    if profile.contact:
        yield msg("Contact: {contact}", contact=profile.contact)


def _shortened(text: str, room: int) -> str:
    """Return text of at most so many characters, cut after a word, with a mark where something was left out."""
    if len(text) <= room:
        return text
    if room <= 1:
        return ""
    kept = text[: room - 1]
    whole = kept if text[room - 1].isspace() else kept.rpartition(" ")[0] or kept
    return f"{whole.rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _purposes(codes: Iterable[str]) -> Listing:
    return Listing(tuple(map(purpose_name, codes)))


def _languages(codes: Iterable[str]) -> Listing:
    return Listing(tuple(map(LanguageName, codes)))


def _spans(profile: Profile) -> Listing:
    return Listing(tuple(DaySpan(period.start, period.end) for period in profile.free))
