"""What is left to likeness across languages: features of a sentence and the told sentence nearest to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.verification.compared import Compared
from assistant.verification.crossed import Floats
from assistant.verification.meaning import Embedded, word_likeness
from assistant.verification.names import Name
from assistant.verification.order import kept_steps, weakest_run

SIGNS = {
    "said": 1,
    "weakest": 1,
    "steps": 1,
    "exchanged": -1,
    "untranslated": -1,
    "mutual": 1,
    "lengths": -1,
    "told_names": -1,
    "usurped": -1,
    "likeness_names": 1,
    "apart": -1,
    "cues_added": -1,
    "cues_left_out": -1,
    "negations": -1,
    "denials": -1,
    "read": 1,
}
"""Whether more of a feature speaks for a claim (1) or against it (-1); "read" comes last."""
_MOST = 3


def crossed_features(
    compared: Compared,
    quotes: Sequence[Embedded],
    names: Sequence[Name],
    apart: int,
) -> Floats:
    """One value a name of ``SIGNS`` but the last, "read", which is the logit of ``pair_scorer``.

    ``names`` as in ``model.features_of``; ``apart``: see ``strict.apart``.
    """
    crossed, claim = compared.crossed, compared.crossed.claim
    said = np.where(compared.said, 1.0, crossed.alike.max(axis=1))
    values = {
        "said": said.mean(),
        "weakest": weakest_run(said),
        "steps": kept_steps(crossed.alike),
        "exchanged": crossed.exchanged,
        "untranslated": (crossed.known & ~compared.said).mean(),
        "mutual": crossed.mutual,
        "lengths": abs(np.log(len(claim.words) / len(crossed.words))),
        "told_names": min(compared.told_names, _MOST),
        "usurped": min(compared.usurped, _MOST),
        "likeness_names": _nearest_to_names(claim, quotes, names),
        "apart": min(apart, _MOST),
        "cues_added": compared.tight * (len(compared.turned.added) + len(compared.turned.contrary)),
        "cues_left_out": len(compared.turned.left_out),
        "negations": compared.tight * compared.negations,
        "denials": compared.tight * min(compared.denials, _MOST),
    }
    return np.array([float(values[name]) for name in list(SIGNS)[:-1]])


def _nearest_to_names(claim: Embedded, quotes: Sequence[Embedded], names: Sequence[Name]) -> float:
    """The cosine of the unheld name that comes least near a word of the quotes; 1 without one."""
    starts = {name.start for name in names}
    near = word_likeness(claim, quotes)
    return min(
        (float(cosine) for word, cosine in zip(claim.words, near, strict=True) if word.start in starts), default=1.0
    )
