# SPDX-License-Identifier: BSD-3-Clause
"""The calculator: who, whom and when in; verdict, sum and reasons out."""
