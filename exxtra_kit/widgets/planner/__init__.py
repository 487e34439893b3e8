# SPDX-License-Identifier: BSD-3-Clause
"""The planner: from an eligible idea to a plan that can be carried away."""
