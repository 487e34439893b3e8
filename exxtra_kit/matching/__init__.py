# SPDX-License-Identifier: BSD-3-Clause
"""Which hosts fit a visitor, and why; when the same stay is best. All answers are those of `exxtra_kit.rules`."""
