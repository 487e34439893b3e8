# SPDX-License-Identifier: BSD-3-Clause
"""What the catalogue holds: facts, clusters, partnerships, exchanges. Data only, frozen.

Three kinds of blank are told apart: a fact that was sought and not found has no source; one that a
document leaves blank has that document as its source; "o.o.c." is what a document writes, and stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exxtra_kit.models import Membership, OrganisationType, Place, Reference

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

OUT_OF_COVERAGE = "o.o.c."
"""What the presentation writes where a rating doesn't cover a territory."""

Confidence = Literal["O", "P", "S1", "S2", "T", "I", "M", ""]
"""How sure a source is.

O official, P partnership or cluster, S1 and S2 project documents, T third party, I inferred,
M unverified, and nothing for a fact that was sought and not found.
"""

SourceKind = Literal["official", "partnership", "seed", "third_party", "dataset", "unverified"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that facts rest on.

    Attributes:
        id: Its id in the register ("ABOUT").
        title: Its title.
        url: Public address; empty if it has none.
        kind: official, partnership, seed, third_party, dataset or unverified.
        note: What to know before trusting it; may be empty.
    """

    id: str
    title: str
    url: str
    kind: SourceKind
    note: str

    def reference(self, place: str = "") -> Reference:
        """Return the source as a reference, optionally to a place in it."""
        return Reference(source=self.id, title=self.title, url=self.url, place=place)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with where it comes from.

    Attributes:
        value: The value as text; empty if it was not found or the source leaves it blank.
        source: Id of the source; empty if nothing was found.
        confidence: How sure the source is.
        last_checked: Day on which it was last checked.
        note: A caution or explanation in English; may be empty.
    """

    value: str
    source: str
    confidence: Confidence
    last_checked: date
    note: str

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return bool(self.value)

    @property
    def is_blank_in_source(self) -> bool:
        """Whether the source itself leaves the value blank, which is not the same as not found."""
        return not self.value and bool(self.source)

    @property
    def is_unverified(self) -> bool:
        """Whether the value rests on general knowledge only and must be shown as such."""
        return self.confidence == "M"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A partner cluster with all facts about it.

    Attributes:
        id: Stable id ("arus").
        facts: Every fact by its name; some names have several ("alias", "strength").
    """

    id: str
    facts: Mapping[str, tuple[Fact, ...]]

    def fact(self, name: str) -> Fact:
        """Return a fact that occurs once ("founded").

        Raises:
            KeyError: If the table has no row for it, not even an empty one.
        """
        return self.facts[name][0]

    def values(self, name: str) -> tuple[str, ...]:
        """Return all known values of a fact, in the order of the table."""
        return tuple(fact.value for fact in self.facts.get(name, ()) if fact.is_known)

    @property
    def name(self) -> str:
        """The name it goes by ("Rail.S")."""
        return self.fact("name").value

    @property
    def full_name(self) -> str:
        """The full or legal name."""
        return self.fact("full_name").value

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other and former names, and spellings found in documents."""
        return self.values("alias")

    @property
    def type(self) -> OrganisationType:
        """What it is, in the scheme's words."""
        return OrganisationType(self.fact("type").value)

    @property
    def membership(self) -> Membership:
        """Which membership test it fulfils."""
        return Membership(self.fact("membership").value)

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code."""
        return self.fact("country").value

    @property
    def town(self) -> str:
        """Town of its seat; look at the fact's confidence before relying on it."""
        return self.fact("town").value

    @property
    def host_region(self) -> str | None:
        """ISO 3166-2 code of the region whose public holidays count there; None if only national ones do."""
        return self.fact("host_region").value or None

    @property
    def place(self) -> Place:
        """Centre of the town of its seat."""
        lat, lon = float(self.fact("lat").value), float(self.fact("lon").value)
        return Place(lat=lat, lon=lon, town=self.town, country=self.country, region=self.host_region)

    @property
    def site(self) -> str:
        """Address of its own site."""
        return self.fact("website").value

    @property
    def region(self) -> str:
        """Id of its region in the region outlines ("toscana")."""
        return self.fact("region_id").value


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation in a partnership.

    Attributes:
        name: Its name.
        country: ISO 3166-1 alpha-2 code.
        role: coordinator or member.
        cluster: Id of the cluster if it is one of ours; empty otherwise.
        provenance: Where its membership comes from; its value is the name.
        town: Town of its seat; empty if it was not found.
        place: Centre of that town; None if it was not found.
        place_provenance: Where the town comes from; its value is the town; None if nobody looked for it.
    """

    name: str
    country: str
    role: str
    cluster: str
    provenance: Fact
    town: str = ""
    place: Place | None = None
    place_provenance: Fact | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership that runs or ran the scheme; an empty field was not found.

    Attributes:
        id: Stable id ("exxtra").
        name: Its name.
        wave: 1 for 2020 to 2022, 2 for 2022 to 2024.
        field: Its field, in English.
        start: First day or month ("2020-02-03", "2022-02").
        end: Last month, likewise.
        coordinator: Name of the coordinator.
        website: Its site.
        exchanges_planned: Number of exchanges it planned; None if not found.
        members: Those members whose names were found.
        provenance: Where this comes from; its value is the name.
    """

    id: str
    name: str
    wave: int
    field: str
    start: str
    end: str
    coordinator: str
    website: str
    exchanges_planned: int | None
    members: tuple[Member, ...]
    provenance: Fact


@dataclass(frozen=True, slots=True)
class Wave:
    """One call of the scheme: how many partnerships there were, and how many names were found.

    Attributes:
        number: 1 or 2.
        partnerships: How many there were.
        named: How many of them stand in this catalogue.
        start: First day or month.
        end: Last year or month; empty where it differs by partnership.
        call: Number of the call.
        provenance: Where this comes from.
    """

    number: int
    partnerships: int
    named: int
    start: str
    end: str
    call: str
    provenance: Fact

    @property
    def unknown(self) -> int:
        """How many partnerships' names were not found."""
        return self.partnerships - self.named


@dataclass(frozen=True, slots=True)
class PastExchange:
    """An exchange that is known to have happened or to have been announced; an empty field was not found.

    Attributes:
        id: Stable id ("zlab-arus").
        title: What it was.
        kind: "exchange"; or "figure" for a sum that a partnership published for any stay of that length: its days are
            an example.
        partnership: Id of the partnership; empty for the scheme as a whole.
        visiting: Fields of the visitor: name, type, country, town, cluster.
        host: Fields of the host: name, country, town, cluster.
        start: First day.
        end: Last day.
        form: physical or virtual.
        working_days: Days at the host; None if not known.
        lump_sum_eur: What was paid to each visitor, euro; None if not published.
        agenda: What was done, in English.
        inferred: Names of the fields that we inferred.
        provenance: Where this comes from.
    """

    id: str
    title: str
    kind: str
    partnership: str
    visiting: Mapping[str, str]
    host: Mapping[str, str]
    start: date
    end: date
    form: str
    working_days: int | None
    lump_sum_eur: int | None
    agenda: str
    inferred: tuple[str, ...]
    provenance: Fact
