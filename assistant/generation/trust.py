"""How far a language model is to be believed where it says in its own words what the passages say.

A model that invents most of what it writes invents most of what nearly passes the check, too.  So the check is told
which part of the model's sentences was supported lately, and asks the more of the next one the smaller that part is.
Where most are supported, it asks what it asks at even odds.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from assistant.verification.prior import EVEN, shifted
from assistant.verification.verdict import Verdict

LATELY = 100
"""Sentences after which one is forgotten: a model may be exchanged behind its address."""
SUPPORTED, UNSUPPORTED = 2.0, 18.0
"""Sentences that a model which has written nothing yet is taken to have had supported and not: it has to earn trust."""
_ROUNDS = 50


class Trust:
    """The record of one model's sentences, but those that it copied; safe to share between threads."""

    def __init__(self) -> None:
        self._scores: deque[float] = deque(maxlen=LATELY)
        self._changing = threading.Lock()

    def note(self, verdicts: Sequence[Verdict]) -> None:
        """Note what the check found of a sentence beside each of the quotes that may support it.

        Copying tells nothing of what a model makes of words of its own: a sentence that is certain is left out.
        """
        score = max((verdict.score for verdict in verdicts), default=0.0)
        if score < 1:
            with self._changing:
                self._scores.append(score)

    @property
    def share(self) -> float:
        """Estimated part of its sentences that are supported, from 0 to 1.

        The scores hold at even odds, and the part follows from what they become at that part: iterated until it stands
        (Saerens, Latinne & Decaestecker 2002, "Adjusting the Outputs of a Classifier to New a Priori Probabilities").
        """
        with self._changing:
            scores = tuple(self._scores)
        share, judged = SUPPORTED / (SUPPORTED + UNSUPPORTED), SUPPORTED + UNSUPPORTED + len(scores)
        for _ in range(_ROUNDS):
            share = (SUPPORTED + sum(shifted(score, share) for score in scores)) / judged
        return share

    @property
    def prior(self) -> float:
        """The share that the check is told: never above even odds, so that trust excuses nothing."""
        return min(self.share, EVEN)
