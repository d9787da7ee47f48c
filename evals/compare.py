"""Two runs side by side: each metric with its paired test, and the cases whose outcome changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from pydantic import Field

from evals.cases import Record
from evals.metrics.table import METRICS, Item
from evals.numbers import decimal, number, table
from evals.runs.records import QueryResult, Result, Run, parts_of
from evals.statistics.paired import Difference, difference
from evals.texts import text_of
from ingest.records import Language

SEED = 1
OF_PARTS = ("pass_rate",)


class Change(Record):
    """A case that passes in one of the two runs and fails in the other; each side says "passes" or why it fails."""

    key: str
    question: str
    before: str
    after: str


class Comparison(Record):
    """What changed from run A to run B, over the cases and queries in both.

    ``metrics`` holds name, value in A and value in B; ``differences`` the same with interval and test; ``parts`` those
    of the pass rate, by part.  ``warnings`` says what makes the two runs hard to compare.
    """

    run_a: str
    run_b: str
    warnings: tuple[str, ...]
    metrics: tuple[tuple[str, float | None, float | None], ...]
    differences: tuple[Difference, ...] = ()
    parts: dict[str, Difference] = Field(default_factory=dict)
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


def compare(a: Run, b: Run, seed: int = SEED, language: Language = "en") -> Comparison:
    """Compare two runs item by item; a case whose expectations were edited is compared all the same, and said."""
    in_a, in_b = _by_key(a), _by_key(b)
    keys = [key for key in in_a if key in in_b]
    before, after = _parts([in_a[key] for key in keys]), _parts([in_b[key] for key in keys], like=in_a)
    changed = [_difference(name, before, after, "all", seed) for name in METRICS]
    shared = [(in_a[key], in_b[key]) for key in keys]
    cases = [(old, new) for old, new in shared if isinstance(old, Result) and isinstance(new, Result)]
    return Comparison(
        run_a=a.id,
        run_b=b.id,
        warnings=_warnings(a, b, in_a, in_b, language),
        metrics=tuple((one.metric, one.a, one.b) for one in changed),
        differences=tuple(changed),
        parts={part: _difference("pass_rate", before, after, part, seed) for part in before if part != "all"},
        better=tuple(_change(old, new, language) for old, new in cases if new.passed and not old.passed),
        worse=tuple(_change(old, new, language) for old, new in cases if old.passed and not new.passed),
    )


def verdict_text(comparison: Comparison, language: Language = "en") -> str:
    """Whether B is better, worse, or neither by more than noise, in the pass rate or, without cases, in nDCG."""
    say = partial(text_of, "report_texts", language=language)
    told = next((one for one in comparison.differences if one.a is not None and one.p is not None), None)
    if told is None:
        return say("nothing_shared")
    way = "as good as" if told.a == told.b else "better than" if (told.b or 0) > (told.a or 0) else "worse than"
    return say(
        "b_is",
        way=say(way),
        metric=told.metric,
        a=number(told.metric, told.a, language),
        b=number(told.metric, told.b, language),
        better=told.better,
        worse=told.worse,
        sure=say("more than noise" if told.is_more_than_noise else "no more than noise"),
        p=decimal(told.p or 0.0, language),
    )


def comparison_text(comparison: Comparison, language: Language = "en") -> str:
    """The verdict, the metrics side by side, then the cases that got better and worse."""
    say = partial(text_of, "report_texts", language=language)
    shown = [one for one in comparison.differences if one.a is not None or one.b is not None]
    head = ("A", "B", say("difference"), say("interval"), "p", "")
    parts = [
        f"A: {comparison.run_a}\nB: {comparison.run_b}",
        verdict_text(comparison, language),
        *(say("note", text=text) for text in comparison.warnings),
        table((say("metric"), *head), [_row(one.metric, one, language) for one in shown]),
    ]
    if rows := [_row(part, one, language) for part, one in comparison.parts.items() if one.a is not None]:
        parts.append(table((say("pass_rate_of"), *head), rows))
    for title, changes in (("better_in_b", comparison.better), ("worse_in_b", comparison.worse)):
        lines = [f"  {one.key}: {one.question}\n      A: {one.before}\n      B: {one.after}" for one in changes]
        parts.append("\n".join([say(title, count=len(changes) or say("none")), *lines]))
    return "\n\n".join(parts)


def _row(label: str, one: Difference, language: Language) -> tuple[str, ...]:
    say, name = partial(text_of, "report_texts", language=language), one.metric
    low, high = _signed(name, one.low, language), _signed(name, one.high, language)
    ends = "" if one.low is None else say("ends", low=low, high=high)
    change = None if one.a is None or one.b is None else one.b - one.a
    sure = "" if one.p is None else say("more than noise") if one.is_more_than_noise else ""
    p = "" if one.p is None else decimal(one.p, language)
    values = number(name, one.a, language), number(name, one.b, language), _signed(name, change, language)
    return label, *values, ends, p, sure


def _signed(name: str, value: float | None, language: Language) -> str:
    shown = number(name, value, language)
    return shown if shown.startswith("-") else f"+{shown}"


def _by_key(run: Run) -> dict[str, Result | QueryResult]:
    return {one.key: one for one in run.everything}


def _parts(
    kept: Sequence[Result | QueryResult], like: Mapping[str, Result | QueryResult] | None = None
) -> dict[str, list[Item]]:
    """The items by part; the case's group, domain and pair are those of ``like``, so that both sides agree."""
    results = [one for one in kept if isinstance(one, Result)]
    if like:
        olds = {key: old for key, old in like.items() if isinstance(old, Result)}
        results = [one.model_copy(update={"case": olds[one.key].case}) for one in results]
    return parts_of(results, [one for one in kept if isinstance(one, QueryResult)])


def _difference(
    name: str, before: Mapping[str, list[Item]], after: Mapping[str, list[Item]], part: str, seed: int
) -> Difference:
    return difference(METRICS[name], before[part], after[part], seed)


def _change(old: Result, new: Result, language: Language) -> Change:
    """What changed; of a case held out, that it did and no more."""
    if new.case.held_out:
        said = partial(text_of, "report_texts", language=language)
        before, after = (said("passes" if one.passed else "fails") for one in (old, new))
        return Change(key=new.suite, question=said("held_out_question"), before=before, after=after)
    before, after = _verdict(old, language), _verdict(new, language)
    return Change(key=new.key, question=new.case.question, before=before, after=after)


def _verdict(result: Result, language: Language) -> str:
    if result.passed:
        return text_of("report_texts", "passes", language)
    return text_of("report_texts", "and_then", language).join(reason.said(language) for reason in result.failures)


def _warnings(
    a: Run,
    b: Run,
    in_a: Mapping[str, Result | QueryResult],
    in_b: Mapping[str, Result | QueryResult],
    language: Language,
) -> tuple[str, ...]:
    say = partial(text_of, "report_texts", language=language)
    found = []
    if set(a.suites) != set(b.suites):
        found.append(say("different_suites", a=", ".join(a.suites), b=", ".join(b.suites)))
    if a.snapshot != b.snapshot:
        found.append(say("different_snapshots", a=a.snapshot, b=b.snapshot))
    for what in ("settings", "versions"):
        old, new = getattr(a, what), getattr(b, what)
        if names := [name for name in {**old, **new} if old.get(name) != new.get(name)]:
            found.append(say(f"different_{what}", names=", ".join(names)))
    if only_a := in_a.keys() - in_b.keys():
        found.append(say("only_a", keys=", ".join(sorted(only_a))))
    if only_b := in_b.keys() - in_a.keys():
        found.append(say("only_b", keys=", ".join(sorted(only_b))))
    if edited := sorted(key for key in in_a.keys() & in_b.keys() if _asked(in_a[key]) != _asked(in_b[key])):
        found.append(say("edited", keys=", ".join(edited)))
    return tuple(found)


def _asked(one: Result | QueryResult) -> object:
    return one.case if isinstance(one, Result) else (one.text, one.relevant)
