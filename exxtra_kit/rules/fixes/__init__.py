# SPDX-License-Identifier: BSD-3-Clause
"""What would change the verdict: each proposal is tried on the rules before it is made.

`change` says what a change is and tries it; `stay`, `facts` and `others` know the kinds of changes;
`search` chooses among them.
"""

from exxtra_kit.rules.fixes.search import add_fixes

__all__ = ["add_fixes"]
