# SPDX-License-Identifier: BSD-3-Clause
"""What the house talks about: organisations, exchanges, findings and verdicts.

Everything here is frozen. `None` always means "not known", never "no".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.messages import Message

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class OrganisationType(StrEnum):
    """What an organisation is, in the scheme's words."""

    CLUSTER_ORGANISATION = "cluster_organisation"
    BUSINESS_NETWORK = "business_network"
    SME = "sme"
    SCALING_UP_SUPPORT_ORGANISATION = "scaling_up_support_organisation"
    LARGE_COMPANY = "large_company"
    TRAINING_PROVIDER = "training_provider"
    PUBLIC_AUTHORITY = "public_authority"
    OTHER = "other"


class Membership(StrEnum):
    """What an organisation is a member of.

    `ECCP_CLUSTER` is a cluster organisation with a profile on the European Cluster
    Collaboration Platform; `BUSINESS_NETWORK` is a network without one.
    """

    ECCP_CLUSTER = "eccp_cluster"
    BUSINESS_NETWORK = "business_network"
    NONE = "none"


class SupportKind(StrEnum):
    """What kind of scaling-up support organisation one is (R2)."""

    TECHNOLOGY_OR_RESEARCH_CENTRE = "technology_or_research_centre"
    RESEARCH_INSTITUTE = "research_institute"
    FAB_LAB = "fab_lab"
    INNOVATION_HUB = "innovation_hub"
    CREATIVE_HUB = "creative_hub"
    RESOURCE_EFFICIENCY_SERVICE_PROVIDER = "resource_efficiency_service_provider"
    INCUBATOR = "incubator"
    ACCELERATOR = "accelerator"
    OTHER = "other"


class Purpose(StrEnum):
    """What an exchange is for (R30)."""

    CAPACITY_BUILDING = "capacity_building"
    KNOWLEDGE_SHARING = "knowledge_sharing"
    PROJECT_DEVELOPMENT = "project_development"
    MARKET_RESEARCH = "market_research"
    NETWORKING = "networking"
    OTHER = "other"


class ExchangeForm(StrEnum):
    """How the exchange is made: by travelling, or over the network."""

    PHYSICAL = "physical"
    VIRTUAL = "virtual"


class Outcome(StrEnum):
    """The answer to one question of the rules."""

    MET = "met"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"


class Eligibility(StrEnum):
    """The answer to the whole: may this exchange be made and paid?"""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDECIDED = "undecided"


class Role(StrEnum):
    """Which side of the exchange an organisation is on; the value is the case file's section."""

    VISITING = "visiting"
    HOST = "host"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Frozen):
    """A point on the WGS84 ellipsoid.

    Attributes:
        lat: Latitude in degrees, north positive.
        lon: Longitude in degrees, east positive.
        town: Name of the town this point stands for; None when the point was given itself.
        country: ISO 3166-1 alpha-2 code, XK for Kosovo.
        region: ISO 3166-2 code where regional holidays depend on it ("DE-SN"); None if unknown.
    """

    lat: Latitude
    lon: Longitude
    town: str | None = None
    country: str | None = None
    region: str | None = None


class Organisation(_Frozen):
    """The Visiting or the Host Organisation, with what is known of it.

    Attributes:
        name: Name as given; empty if none was.
        type: What it is; None if not known.
        country: Country of residence, ISO 3166-1 alpha-2; None if not known.
        place: Where it is; None if not known.
        membership: What it is a member of; None if not known.
        previous_visits: Physical exchanges already made as visitor; None if not known.
        support_kind: What kind of scaling-up support organisation it is; None if not stated.
        staff: Number of staff (annual work units); None if not stated.
        turnover_eur: Yearly turnover, euro; None if not stated.
        balance_sheet_eur: Yearly balance sheet total, euro; None if not stated.
        registered_in: Countries in which it has a registered establishment; empty if not stated.
        representative_nationality: Nationality of the person who represents it, as a country code; None if not stated.
        representative_days: Days that this person has spent in a participating country; None if not stated.
        representative_permit: Whether this person holds a residence permit of a participating country.
        representative_business: Whether this person runs, or means to start, a business there.
    """

    name: str = ""
    type: OrganisationType | None = None
    country: str | None = None
    place: Place | None = None
    membership: Membership | None = None
    previous_visits: Annotated[int, Field(ge=0)] | None = None
    support_kind: SupportKind | None = None
    staff: Annotated[int, Field(ge=0)] | None = None
    turnover_eur: Annotated[int, Field(ge=0)] | None = None
    balance_sheet_eur: Annotated[int, Field(ge=0)] | None = None
    registered_in: tuple[str, ...] = ()
    representative_nationality: str | None = None
    representative_days: Annotated[int, Field(ge=0)] | None = None
    representative_permit: bool | None = None
    representative_business: bool | None = None


class Slot(_Frozen):
    """One of several blocks of days that make up an exchange together.

    Attributes:
        start: Its first day.
        end: Its last day.
    """

    start: date
    end: date


class Exchange(_Frozen):
    """The stay of one Visiting Organisation at one Host Organisation.

    Attributes:
        start: First day at the host, travel excluded; None if not known.
        end: Last day at the host; None if not known.
        form: Physical or virtual.
        travel_days: Days inside the span that are spent travelling.
        closed_days: Further days on which the host is closed.
        host_region: ISO 3166-2 code for regional holidays; None to take the host's town's.
        slots: The blocks that the exchange is split into, in order; empty for one block from start to end.
        half_days: Days of which only half is used.
        purposes: What the exchange is for; empty if not stated.
        group_visitors: How many organisations visit together, this one included; None if it is no group.
        partnership_sum_eur: The sum that the partnership itself has set for this exchange; None if it has said none.
    """

    start: date | None = None
    end: date | None = None
    form: ExchangeForm = ExchangeForm.PHYSICAL
    travel_days: tuple[date, ...] = ()
    closed_days: tuple[date, ...] = ()
    host_region: str | None = None
    slots: tuple[Slot, ...] = ()
    half_days: tuple[date, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    group_visitors: Annotated[int, Field(ge=1)] | None = None
    partnership_sum_eur: Annotated[int, Field(ge=0)] | None = None


class Case(_Frozen):
    """One question to the rules: this visitor, at this host, on these days, under this programme.

    Attributes:
        programme: Id of the programme ("clusterxchange-2020").
        on: Day whose law applies.
        visiting: The Visiting Organisation.
        host: The Host Organisation.
        exchange: The stay.
    """

    programme: str
    on: date
    visiting: Organisation
    host: Organisation
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a rule, a value or a fact stands.

    Attributes:
        source: Id of the source ("ABOUT").
        title: Title of the document.
        url: Public address; empty for a document without one.
        place: Place in the document; may be empty.
    """

    source: str
    title: str
    url: str = ""
    place: str = ""

    def __str__(self) -> str:
        """Return title, place and address on one line."""
        return ", ".join(part for part in (self.title, self.place, self.url) if part)


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """The value of a parameter that a finding rests on.

    Attributes:
        name: Name in the programme file.
        value: The value in force, as TOML has it.
        unit: Its unit, in English.
        in_force_since: First day of that value.
    """

    name: str
    value: object
    unit: str
    in_force_since: date


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question of the rules, with its reason.

    Attributes:
        code: Stable code, never reused: OR1xx organisations, EX2xx exchange, PR3xx priority, LS4xx lump sum.
        rule: Rule of the scheme, R1 to R31.
        question: The question.
        outcome: The answer.
        reason: Why, with the values it rests on.
        note: A caution that doesn't change the outcome; None if there is none.
        facts: The inputs used, by their names in the case file, and what was computed of them.
        parameter: The value of the law it rests on; None where the rule has none.
        reference: Where the rule stands.
        confidence: How sure the source is: O official, P partnership, S1 and S2 the project's documents,
            T third party, I inferred by us, M not verified.
        decision: Number of our decision ("D-02") where the sources needed interpreting; None otherwise.
        affects: Fields of the case that can change the outcome, for a form that shows reasons beside fields.
        is_checked: Whether the question was looked into; False where an optional fact is not stated: then the
            outcome is "not applicable", and whoever shows it says "not checked".
    """

    code: str
    rule: str
    question: Message
    outcome: Outcome
    reason: Message
    reference: Reference
    confidence: str
    note: Message | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    parameter: ParameterUse | None = None
    decision: str | None = None
    affects: tuple[str, ...] = ()
    is_checked: bool = True


@dataclass(frozen=True, slots=True)
class Fix:
    """A smallest change of one kind that turns the verdict or raises the sum.

    Attributes:
        text: The change in words.
        changes: Dotted case-file fields and their new values; None takes a field out.
        verdict: The verdict after the change.
        lump_sum_eur: The lump sum after the change, euro, for an undecided verdict the one if all that is open
            were confirmed; None where it can't be known.
    """

    text: Message
    changes: Mapping[str, object]
    verdict: Eligibility
    lump_sum_eur: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a case: all findings, the three facts and the sum.

    Attributes:
        programme: Id of the programme.
        programme_title: Its title.
        programme_version: Its version.
        programme_hash: Fingerprint of all its values: SHA-256 in 64 hexadecimal digits.
        on: Day whose law was applied.
        eligibility: Eligible, not eligible or undecided.
        findings: Every finding, in the order of the rules; never just the first failure.
        working_days: Working days at the host; None where they can't be known.
        distance_km: Geodesic distance between the two organisations, rounded to 0.1 km; None if unknown.
        has_priority: Whether the exchange has priority by its distance; None if unknown.
        full_lump_sum_eur: The host country's ceiling; None where none is published.
        halved: Whether the lump sum is halved; None where that can't be known.
        lump_sum_eur: What is due, euro: 0 if not eligible or virtual; None where it can't be known.
        lump_sum_if_confirmed_eur: For an undecided case, what would be due if all open questions were
            answered well; None where that can't be known.
        fixes: Smallest changes that would turn the verdict or raise the sum.
        loss: The nearest shortening of the stay that would lower the sum ("keep five days"); None if none.
    """

    programme: str
    programme_title: str
    programme_version: str
    programme_hash: str
    on: date
    eligibility: Eligibility
    findings: tuple[Finding, ...]
    working_days: int | None
    distance_km: float | None
    has_priority: bool | None
    full_lump_sum_eur: int | None
    halved: bool | None
    lump_sum_eur: int | None
    lump_sum_if_confirmed_eur: int | None
    fixes: tuple[Fix, ...] = ()
    loss: Fix | None = None

    def with_outcome(self, *outcomes: Outcome) -> tuple[Finding, ...]:
        """Return the findings that have one of these outcomes, in order."""
        return tuple(finding for finding in self.findings if finding.outcome in outcomes)
