"""Lets organisers in: one password, sessions of this process alone, few tries."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict, deque

COOKIE = "eurocommons-quality"
HOURS = 12
MOST_SESSIONS = 200
TRIES, TRIES_S = 8, 60.0


class Door:
    """Checks the password and remembers who came in, until the process ends or ``HOURS`` have passed."""

    def __init__(self, password: str) -> None:
        self._password = password.encode()
        self._lock = threading.Lock()
        self._until: OrderedDict[str, float] = OrderedDict()
        self._tried: deque[float] = deque(maxlen=TRIES)

    def enter(self, password: str) -> str | None:
        """A session's token for the right password, None for a wrong one.

        Raises:
            TooManyTries: the password was tried too often in the last minute, by whoever.
        """
        now = time.monotonic()
        with self._lock:
            if len(self._tried) == TRIES and now - self._tried[0] < TRIES_S:
                raise TooManyTries
            self._tried.append(now)
            if not secrets.compare_digest(password.encode("utf-8", "replace"), self._password):
                return None
            self._tried.clear()
            token = secrets.token_urlsafe(32)
            self._until[token] = now + HOURS * 3600
            while len(self._until) > MOST_SESSIONS:
                self._until.popitem(last=False)
            return token

    def knows(self, token: str | None) -> bool:
        """Whether a token is that of somebody who came in and may still stay."""
        with self._lock:
            return token is not None and self._until.get(token, 0.0) > time.monotonic()

    def leave(self, token: str | None) -> None:
        """Forget a session."""
        with self._lock:
            self._until.pop(token or "", None)


class TooManyTries(Exception):
    """The password was tried too often."""
