"""An answer, an abstention and cases for the metrics, written by hand."""

from assistant.records import Answer, Citation, Sentence
from evals.cases import Case

TEXTS = {"event.fr": "L'événement est annoncé. Il se tient à la Salle Wagram."}
QUOTE = "Il se tient à la Salle Wagram."
START = TEXTS["event.fr"].index(QUOTE)
CITATION = Citation(
    1, "event.fr", "event.fr#0", "L'événement", "article", "fr", None, None, QUOTE, START, START + len(QUOTE)
)
ANSWER = Answer(
    question="Où ?",
    language="fr",
    status="answered",
    text=f"{QUOTE} [1]",
    sentences=(Sentence(QUOTE, (1,)),),
    citations=(CITATION,),
    matches=({"id": "nextcloud", "name": "Nextcloud"}, {"id": "element", "name": "Element"}),
)
ABSTAINED = Answer(question="Où ?", language="fr", status="abstained", text="Les documents ne le disent pas.")


def case(**changes):
    return Case.model_validate(
        {"id": "place", "language": "fr", "question": "Où se tient-il ?", "status": "answered", **changes}
    )
