"""The version of this distribution."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

DISTRIBUTION = "eurocommons-assistant"


def read_version() -> str:
    """The installed version, or ``0+source`` when the code runs from a folder that was not installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "0+source"
