# SPDX-License-Identifier: BSD-3-Clause
"""The apps: for each a model (traits), a view (widgets) and the app that composes both."""
