# SPDX-License-Identifier: BSD-3-Clause
"""What people see of the rules and the planning: pure functions, everything escaped, nothing interactive."""
