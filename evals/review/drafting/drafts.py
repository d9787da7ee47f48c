"""Chooses drafts evenly over groups and domains, and makes a pair of cases of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import cycle
from random import Random

from evals.cases import Case
from evals.review.candidates import candidate_id
from evals.review.drafting.catalogue import compared, counted, fact, filtered
from evals.review.drafting.draft import Draft
from evals.review.drafting.pages import article, domain_page, term
from evals.review.proposing import case_id
from ingest.catalogue.schema import DOMAINS
from ingest.catalogue.wording import typeset
from ingest.records import LANGUAGES

OWNER = "draft"
NOTE = "Drafted from the corpus and read by nobody yet: make it a case by reading, correcting and importing it."

Make = Callable[[str, Random], Draft | None]
MAKERS: Mapping[str, tuple[Make, ...]] = {
    "catalogue-facts": (fact,),
    "filters": (filtered, counted),
    "comparisons": (compared,),
    "domain": (domain_page, term),
    "newcomers": (article,),
}
"""What makes the questions of each group."""

_TRIES = 40


def draft_pairs(
    count: int,
    seed: int,
    known: Sequence[Case],
    *,
    domains: Sequence[str] = DOMAINS,
    groups: Sequence[str] = tuple(MAKERS),
    today: date,
) -> list[Case]:
    """``count`` questions as pairs of cases, the same for the same seed; fewer where the corpus gives no more.

    Every kind of question and every domain has its turn.  Questions of ``known`` are not asked again.
    """
    seen = {candidate_id(case.question, case.language) for case in known}
    taken = {case.id for case in known}
    cases: list[Case] = []
    for draft in _drafts(seed, domains, groups):
        if len(cases) >= 2 * count:
            break
        marks = {candidate_id(text, language) for language, text in draft.asked.items()}
        if not marks & seen:
            pair = _pair(draft, today, taken)
            cases += pair
            seen |= marks
            taken |= {case.id for case in pair}
    return cases


def _drafts(seed: int, domains: Sequence[str], groups: Sequence[str]) -> Iterator[Draft]:
    """Drafts without end, until none of the makers finds anything."""
    chance = Random(seed)  # noqa: S311 (no secret)
    order = {make: cycle(chance.sample(list(domains), len(domains))) for group in groups for make in MAKERS[group]}
    for _ in range(_TRIES * 100):
        for make, turns in order.items():
            made = (make(next(turns), chance) for _ in range(_TRIES))
            if draft := next((one for one in made if one), None):
                yield draft


def _pair(draft: Draft, today: date, taken: set[str]) -> list[Case]:
    pair = case_id(draft.asked["fr"], "fr").removesuffix("-fr")
    while {f"{pair}-{language}" for language in LANGUAGES} & taken:
        stem, _, number = pair.rpartition("-")
        pair = f"{stem}-{int(number) + 1}" if stem and number.isdigit() and int(number) < 1000 else f"{pair}-2"
    return [
        Case.model_validate(
            {
                "id": f"{pair}-{language}",
                "pair": pair,
                "language": language,
                "group": draft.group,
                "domain": draft.domain,
                "question": typeset(draft.asked[language], language),
                "status": "answered",
                **draft.expects,
                "facts": draft.says.get(language, []),
                "owner": OWNER,
                "added": today,
                "note": NOTE,
            }
        )
        for language in LANGUAGES
    ]
