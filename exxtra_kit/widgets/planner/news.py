# SPDX-License-Identifier: BSD-3-Clause
"""What a person should know about an exchange file that was saved some time ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Euro, Message, msg
from exxtra_kit.models import Eligibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exxtra_kit.models import Verdict


def changes_since(before: Mapping[str, object] | None, now: Verdict | None) -> Iterator[Message]:
    """Say what the rules say differently from what the opened file says.

    Args:
        before: The verdict in the file; None if it holds none.
        now: The verdict of today's rules; None if there is none.
    """
    if before is None or now is None:
        return
    old, old_sum = before.get("verdict"), before.get("lump_sum_eur")
    if old in set(Eligibility) and old != now.eligibility:
        yield msg("When this file was saved, the answer was another one. The rules as known today give this one.")
    if type(old_sum) is int and now.lump_sum_eur is not None and old_sum != now.lump_sum_eur:
        yield msg(
            "When this file was saved, the sum was {before}; the rules as known today give {now}.",
            before=Euro(old_sum),
            now=Euro(now.lump_sum_eur),
        )
