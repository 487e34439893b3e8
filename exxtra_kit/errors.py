# SPDX-License-Identifier: BSD-3-Clause
"""The error tree.

    ExxtraError
    |-- InputError (ValueError)              what a person gave can't be used; one problem per field
    |-- UnknownTownError (LookupError)       a town that the gazetteer doesn't know, with suggestions
    |-- DataError (ValueError)               a file of data/ is broken
    |   `-- DataNotFoundError                the data folder or one of its files is missing
    |-- ParameterError (ValueError)          a programme file is broken
    |-- ParameterNotFoundError (LookupError) no such programme, or no such parameter
    |-- ExchangeFileError (ValueError)       an exchange file that can't be opened
    |-- SheetError (ValueError)              a calculation sheet that can't be read or drawn
    `-- ServingError (RuntimeError)          the site can't start or go on

Every message says what was found, what was expected, and what to do. That somebody is not
eligible is a finding, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass

from exxtra_kit.language import Language
from exxtra_kit.messages import Country, Listing, Message, msg


class ExxtraError(Exception):
    """Root of all errors that this package raises on purpose.

    Attributes:
        message: What happened, not yet in a language; `str()` gives it in English.
    """

    def __init__(self, message: Message) -> None:
        """Make the error from its message."""
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the message in English."""
        return Language.load().text(self.message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what a person gave.

    Attributes:
        field: Dotted name of the field as the case file writes it ("host.town"); empty for the whole.
        message: What was found, what was expected, what to do.
        suggestions: Values that were probably meant, best first.
    """

    field: str
    message: Message
    suggestions: tuple[str, ...] = ()


class InputError(ExxtraError, ValueError):
    """What a person gave can't be used; carries every problem found, not just the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Make the error from at least one problem."""
        super().__init__(msg("The input can't be used."))
        self.problems = problems

    def __str__(self) -> str:
        """Return one line per problem, in English."""
        return self.describe(Language.load())

    def describe(self, language: Language) -> str:
        """Return one line per problem: the field, then what is wrong with it."""
        return "\n".join(
            f"{problem.field}: {language.text(problem.message)}" if problem.field else language.text(problem.message)
            for problem in self.problems
        )


class UnknownTownError(ExxtraError, LookupError):
    """A town that the offline gazetteer doesn't know in that country.

    Attributes:
        town: The name as it was given.
        country: ISO 3166-1 alpha-2 code that was searched.
        suggestions: Names of towns that look alike, best first; may be empty.
    """

    def __init__(self, town: str, country: str, suggestions: tuple[str, ...] = ()) -> None:
        """Make the error; the sentence proposes the first suggestion, if there is one."""
        if suggestions:
            message = msg(
                "The town \N{LEFT DOUBLE QUOTATION MARK}{town}\N{RIGHT DOUBLE QUOTATION MARK} is not known in "
                "{country}. Did you mean {suggestions}? Otherwise give latitude and longitude.",
                town=town,
                country=Country(country),
                suggestions=Listing(suggestions, any_of=True),
            )
        else:
            message = msg(
                "The town \N{LEFT DOUBLE QUOTATION MARK}{town}\N{RIGHT DOUBLE QUOTATION MARK} is not known in "
                "{country}. Check the spelling and the country, or give latitude and longitude.",
                town=town,
                country=Country(country),
            )
        super().__init__(message)
        self.town = town
        self.country = country
        self.suggestions = suggestions


class DataError(ExxtraError, ValueError):
    """A file of reference data is broken: the message names file, row, column and what is allowed."""


class DataNotFoundError(DataError):
    """The data folder or one of its files is missing: the message says where it was sought."""


class ParameterError(ExxtraError, ValueError):
    """A programme file is broken: the message names file, key, what is wrong, what is allowed."""


class ParameterNotFoundError(ExxtraError, LookupError):
    """No such programme or parameter, or no value of it in force on that day."""


class ExchangeFileError(ExxtraError, ValueError):
    """An exchange file that can't be opened: damaged, too large, or not one of ours."""


class SheetError(ExxtraError, ValueError):
    """A file that is no calculation sheet, or one that can't be read or drawn here."""


class ServingError(ExxtraError, RuntimeError):
    """The site can't start or go on: the message says why and what to do."""
