"""SPDX licence expressions and the catalogue's lists of licences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from license_expression import ExpressionError, LicenseWithExceptionSymbol, Licensing, get_spdx_licensing

from ingest.errors import WrongValueError
from ingest.texts import message

OUR_OWN = "LicenseRef-"


def licences_of(expression: str) -> list[str]:
    """Return the licences of an SPDX expression, once each, in its order, spelled as SPDX spells them.

    "OR" and "AND" are lost: a list of the catalogue does not say which of the two it means.  "GPL-2.0+" becomes
    "GPL-2.0-or-later"; "GPL-2.0" stays, as in the catalogue.

    Raises ``WrongValueError`` for what is no SPDX expression.
    """
    try:
        parsed = Licensing().parse(expression)
    except ExpressionError as error:
        raise WrongValueError(message("spdx_words", words=error)) from error
    if parsed is None:
        raise WrongValueError(message("spdx_empty"))
    symbols = Licensing().license_symbols(parsed, unique=True, decompose=False)
    return list(dict.fromkeys(_spelled(symbol) for symbol in symbols))


def expression_of(licences: list[str] | None) -> str | None:
    """Return the SPDX expression of a list of the catalogue.

    None where the list does not say it: no licence, several (a choice, or parts?), or a ``LicenseRef-`` of our own.
    """
    if licences is None or len(licences) != 1 or licences[0].startswith(OUR_OWN):
        return None
    return licences[0]


def _spelled(symbol: object) -> str:
    if isinstance(symbol, LicenseWithExceptionSymbol):
        return f"{_identifier(symbol.license_symbol.key)} WITH {_identifier(symbol.exception_symbol.key)}"
    return _identifier(str(symbol))


def _identifier(key: str) -> str:
    if key.startswith((OUR_OWN, "DocumentRef-")):
        return key
    known = _spdx().get(key.lower().removesuffix("+") + ("-or-later" if key.endswith("+") else ""))
    if known is None:
        raise WrongValueError(message("spdx_unknown", key=key))
    return known


@cache
def _spdx() -> dict[str, str]:
    """Spelling by identifier in lower case, with those that SPDX deprecates ("GPL-2.0")."""
    return {key.lower(): key for key in _identifiers()}


def _identifiers() -> Iterator[str]:
    for key in get_spdx_licensing().known_symbols:
        yield key
        if key.endswith("-only"):
            yield key.removesuffix("-only")
