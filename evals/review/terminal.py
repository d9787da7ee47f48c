"""A review at a terminal: candidates one by one, each accepted, skipped or rejected; quitting loses nothing."""

from __future__ import annotations

from datetime import date

from assistant.records import Answer
from assistant.settings import Settings
from evals.errors import AlreadyDecided, EvalError
from evals.review.accepting import free_id
from evals.review.candidates import Candidate
from evals.review.desk import accept, reject
from evals.review.editing import Ask, Say, edited, with_twin
from evals.review.proposing import proposed
from evals.review.texts import Texts, shown
from evals.suites_format.places import own_suite
from evals.suites_format.yaml_files import suite_text


class Review:
    """One sitting: candidates, the suite that accepted ones go to, and the owner given last."""

    def __init__(self, settings: Settings, suite: str, ask: Ask, say: Say, texts: Texts) -> None:
        self._settings = settings
        self._suite = suite
        self._ask = ask
        self._say = say
        self._texts = texts
        self._owner = ""
        self.accepted = 0
        self.rejected = 0

    def run(self, candidates: list[Candidate]) -> None:
        """Go through the candidates until the last, or until the person quits or closes the input."""
        try:
            for number, candidate in enumerate(candidates, start=1):
                self._say("\n" + self._texts("head", number=number, all=len(candidates)))
                self._say(described(candidate, self._texts))
                if not self._decide(candidate):
                    break
        except (EOFError, KeyboardInterrupt):
            self._say("")
        self._say(self._texts("done", accepted=self.accepted, rejected=self.rejected))

    def _decide(self, candidate: Candidate) -> bool:
        """Whether to go on."""
        match self._choose("choice", "accept", "skip", "reject", "quit"):
            case "accept":
                self._accept(candidate)
            case "reject":
                self._reject(candidate)
            case "quit":
                return False
        return True

    def _accept(self, candidate: Candidate) -> None:
        path = own_suite(self._suite, self._settings)
        item, question = proposed(candidate, date.today()), ""
        item |= {"id": free_id(item["id"], path)} | ({"owner": self._owner} if self._owner else {})
        while True:
            case, question = edited(item, question, self._ask, self._say, self._texts)
            case, twin = with_twin(case, question)
            self._say(shown(suite_text([case, *([twin] if twin else [])])))
            sure = self._choose("sure", "add", "edit", "cancel")
            if sure == "cancel":
                return
            self._owner, item = case.owner, case.model_dump(mode="json", exclude_defaults=True)
            if sure == "add":
                try:
                    accept(self._settings, candidate.id, case, twin=twin, suite=self._suite)
                except AlreadyDecided as error:  # by someone else meanwhile
                    self._say(self._texts("refused", problem=error))
                    return
                except EvalError as error:
                    self._say(self._texts("refused", problem=error))
                    continue
                self._say(self._texts("accepted", path=path))
                self.accepted += 1
                return

    def _reject(self, candidate: Candidate) -> None:
        try:
            reject(self._settings, candidate.id, self._ask(self._texts("reason")))
        except AlreadyDecided as error:
            self._say(self._texts("refused", problem=error))
            return
        self._say(self._texts("rejected"))
        self.rejected += 1

    def _choose(self, prompt: str, *names: str) -> str:
        letters = {self._texts(name): name for name in names}
        while (typed := self._ask(self._texts(prompt)).strip().lower()[:1]) not in letters:
            self._say(self._texts("not_a_choice", text=typed))
        return letters[typed]


def described(candidate: Candidate, texts: Texts) -> str:
    """The candidate for a person: question, how often, why, and the answer that was given with its citations."""
    said = ", ".join(texts(why) for why in candidate.why)
    known = ("wrong", "off_topic", "incomplete", "unclear", "source")
    reasons = [texts(reason) if reason in known else reason for reason in candidate.reasons]
    lines = [
        texts("question", language=candidate.language, text=candidate.question),
        *([texts("before", text=candidate.before)] if candidate.before else []),
        texts("asked", count=candidate.count, day=candidate.last_asked.date().isoformat()),
        texts("why", why=", ".join([said, *reasons])),
        *(texts("comment", text=comment) for comment in candidate.comments),
        *(_answer_lines(candidate.answer, texts) if candidate.answer else [texts("no_answer")]),
    ]
    return shown("\n".join(lines))


def _answer_lines(answer: Answer, texts: Texts) -> list[str]:
    head = texts("answer", status=texts(f"{answer.status}_label"), snapshot=answer.snapshot[:12])
    cited = [f"  [{one.n}] {one.document_id}: {' '.join(one.quote.split())[:200]}" for one in answer.citations]
    return [head, *(f"  {line}" for line in answer.text.splitlines()), *cited]
