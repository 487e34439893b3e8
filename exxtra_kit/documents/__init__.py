# SPDX-License-Identifier: BSD-3-Clause
"""What people carry away and come back with."""
