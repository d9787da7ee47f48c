"""Takes out of a message what is not asked: markup and code, orders about how to answer, and who asks.

An order can change nothing in an answer made of what the documents say; left in the question, its words would be
searched, and its products and standards read as criteria.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ingest.lexical import fold, surface_terms
from ingest.records import Language
from ingest.sentences import split_sentences
from ingest.yaml_files import read_yaml

_CODE = re.compile(
    r"<(script|style)\b.*?</\1\s*>"  # an element whose content is code, then any other tag, or a comment
    r"|</?[a-z!][^<>]*>"
    r"|\{\{.*?\}\}|\$\{.*?\}|\{%.*?%\}"  # templates
    r"|\{\s*[\"'].*?\}"  # JSON
    r"|!?\[[^\[\]]*\]\([^()\s]*\)"  # Markdown links and images
    r"|\b(?:https?|ftp|file|javascript|data):\S+|\b[\w.+-]+@[\w-]+\.\w[\w.-]*\w"
    r"|['\"]?\s*;?\s*(?-i:\b(?:DROP TABLE|DELETE FROM|INSERT INTO|UNION SELECT|OR 1 ?= ?1)\b)[^;?]*;?"  # SQL
    r"|(?<!\S)--(?!\S)",
    re.I | re.S,
)
_GREETING = (
    r"(?:(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|afternoon|evening))"
    r"(?: (?:a (?:tous|toutes)|madame|monsieur|there|all|everyone))?\W+)"
)
_GREETS = re.compile(rf"\W*{_GREETING}\W*")
_INTRODUCES = re.compile(
    rf"\W*{_GREETING}*(?:nous (?:sommes|travaillons|debutons|(?:voulons|voudrions|aimerions) savoir)"
    r"|je (?:suis|travaille|prepare|redige|debute|decouvre|dois|me demande)|j'(?:aimerais savoir|ecris)"
    r"|on (?:m'a|nous a|me|nous) demande\w*|notre (?:dsi|equipe|direction|service) vient"
    r"|m(?:on|a) (?:chef|directeur|directrice|direction|patron)"
    r"|(?:we|i) (?:are|am|work|write|was asked|were asked|have to prepare|just started|would like to know)"
    r"|(?:i|we)'(?:m|re)"
    r"|my (?:boss|manager|director))\b"
)
"""How a clause begins, folded, that tells who asks: « Nous sommes une mairie », "I work for a ministry"."""
_HEARSAY = re.compile(
    r"(?i)^\W*(?:(?:je suis|nous sommes|i am|i['’]m|we are|we['’]re) [^,.?!]{2,40}?,? (?:et|and) )?(?:(?:"
    r"(?:mon|ma|mes|notre|nos|un|une|on|le|la|les)(?: \w+){0,2}? (?:me |m['’]|nous )"
    r"(?:parle(?:nt)?|(?:a|ont) parlé)(?: souvent| beaucoup)?"
    r"|(?:j['’]ai (?:\w+ )?|je viens d['’]|on vient d['’]|nous venons d['’])entend(?:u|re) parler"
    r") (?:du |des |de (?:la |l['’])?|d['’])|(?:"
    r"(?:my|our|a|the|some|someone|somebody|everyone|people)(?: \w+)? (?:just |keeps? |kept )?"
    r"(?:talk(?:s|ed|ing)?|mention(?:s|ed|ing)?|told (?:me|us))"
    r"|(?:i|we)(?:['’]ve| have)? (?:just |recently |often |keep )?(?:heard|hear|hearing|read|reading)"
    r")(?: a lot)?(?: about| of)? )"
)
"""How a question begins that tells where its subject was heard of: « Mon chef me parle de », "I just heard about"."""
_WHAT_IS_IT = re.compile(
    r"(?i)[\"«“\s]*(?P<thing>[^\"«»“”.,;:?!]{2,40}?)[\"»”\s]*[.;:]\s+(?:in \w+ \w+,? |en \w+ \w+,? )?"
    r"(?P<asks>what is|c['’]est quoi)(?: it| that| exactly| exactement| au juste)*\W*"
)
"""What is left of it where the thing is named first: « EuroCommons. C'est quoi ? »."""
_HEARD_AT = re.compile(
    r"(?i)(?<=\w) (?:en|dans une|lors d['’]une|à une|pendant une|at an?|in an?|during an?|at the|in the)"
    r" (?:\w+ )?(?:réunion|conférence|article|newsletter|meeting|conference|talk|press)(?=\W)"
)
_RELAYED = re.compile(
    r"(?i)^\W*(?:"
    r"(?:(?:mon|ma|mes|notre|nos|une?)(?: (?!qui|que|dont)[\w'’-]+){1,3}?|on) (?:me |nous |m['’]|se )?"
    r"(?:demande(?:nt)?|(?:a|ont) demandé|(?:veut|veulent|voudrai(?:en)?t|aimerai(?:en)?t) savoir)"
    r"|(?:(?:my|our|an?)(?: (?!that|which|who)[\w'’-]+){1,3}?|someone|somebody|people)"
    r" (?:asks?|asked|(?:is|are) asking|keeps? asking|wants? to know|would like to know|wonders?)(?: me| us)?"
    r")(?: ?: | (?:si|whether|if) | (?=s['’]ils?\b|ce qu|qui|quand|où|combien|comment|pourquoi|quel"
    r"|who|what|when|where|how|why|which))"
)
"""How a question begins that somebody else asks: « Notre DSI demande si », "My boss wants to know who"."""
_CLAIMED = re.compile(
    r"(?i)^\W*(?:(?:mon|ma|mes|notre|nos|une?|on|des)(?: (?!qui|que|dont)[\w'’-]+){0,4}? (?:me |nous |m['’])"
    r"(?:dit|disent|affirme(?:nt)?|soutien(?:t|nent)|répète(?:nt)?|(?:a|ont) (?:dit|affirmé|soutenu))"
    r" (?:que |qu['’])|(?:j['’]ai|on a|nous avons) (?:lu|entendu(?: dire)?|appris) (?:que |qu['’])"
    r"|(?:i|we)(?:['’]ve| have)? (?:just )?(?:heard|read|been told) (?:that )?(?!about|of)(?=\w)"
    r"|(?:my|our|an?|some|someone|somebody|people)(?: (?!that|which|who)[\w'’-]+){0,4}?"
    r" (?:says?|claims?|told (?:me|us)|tells? (?:me|us)|keeps? saying|insists?) (?:that )?(?=\w))"
)
"""How a question begins that puts to the test what somebody says: « Un élu me dit que »."""
_IS_RIGHT = re.compile(
    r"(?i)[,.;?!\s]+(?:(?:il|elle|ils|elles) (?:a|ont) raison|(?:est-ce |c['’]est )?(?:bien )?(?:vrai|exact|faux)"
    r"(?: ou (?:faux|pas))?"
    r"|(?:is|are) (?:he|she|it|they|that|this) (?:right|true|correct|so)|right|true|true or false"
    r"|(?:pouvez-vous|peux-tu|vous) (?:me |nous )?(?:le )?confirme[rz]\b[^.?!]*"
    r"|(?:(?:can|could) you )?(?:please )?confirm\b[^.?!]*)\W*$"
)
_WHAT_TO_SAY = re.compile(
    r"(?i)(?<=[.!?]) +(?:what (?:do|should|can|could|shall) (?:i|we) (?:tell|say|answer|reply)\b[^.?!]*"
    r"|(?:que|qu['’]est-ce que) (?:je |nous |dois-je |puis-je |faut-il |peut-on )?(?:lui |leur )?"
    r"(?:répond\w*|dire|dis|disons)\b[^.?!]*"
    r"|je (?:lui |leur )?(?:dis|réponds) quoi)\W*$"
)
_NAMED = re.compile(r"(?<!^)(?<![?!.] )\b[A-ZÀ-Ý][\w-]+|\b[A-Z]\w*[A-Z]\w*")
_ASKS = (
    r"(?:qui|que|quoi|quand|quel(?:le)?s?|combien|comment|pourquoi|où|est[ -]ce|c['’]est qu|qu['’]|[àa] qu|y a[- ]t"
    r"|(?:dois|puis|peut|peux|doit|faut)[- ]|j['’]aimerais|je (?:veux|voudrais|dois|peux)|on (?:peut|doit)"
    r"|what|who|when|where|which|why|how|(?:do|does|did|is|are|can|could|should|must|may|would|will) )"
)
_INTRODUCTION_ENDS = re.compile(rf"(?i)(?<=\w)\s*(?:[:;]\s+(?=\S)|,\s+(?={_ASKS}))")
_ROLE = re.compile(
    rf"(?i)^\W*(?:en tant qu(?:e |['’])|(?:comme|as) (?=[^,?!]+,)|as an? )[^,?!]{{2,60}}?(?:,\s*|\s)(?={_ASKS})"
)
"""As whom somebody asks: « En tant que maire d'un village, … », "As a mayor, ..."."""
_OF_ONESELF = re.compile(r"\W*(?:je |j['’]|nous |on |(?:i|we)(?: |['’]))", re.I)
"""How people begin who tell of themselves; what names something tells what the question may be on."""
_LEAST_INTRODUCTION = 2
_LEAST_ASKED = 2
"""Words: what is left has to ask about something by itself, as a name does: « c'est quoi EuroCommons ? »."""
_LEANS = re.compile(
    r"\b(?:that(?! is| are)|this(?! (?:whole )?eurocommons)|it|its|they|them|their|these|those|so|in that case"
    r"|(?<!, )(?<!quoi )(?:cela|ca)"
    r"|celui-ci|celle-ci|ils|elles?|leurs?|lui|cette|cet|ces|en ce cas|dans ce cas)\b"
)
"""A word that points back to what was said before; « EuroCommons, ça sert à quoi ? » names itself what it means."""
_CLAUSE_ENDS = re.compile(r"(?<=\w)\s*:\s+(?=\S)")


def without_code(text: str) -> str:
    """The text without markup, templates, addresses and statements of code; as it was if nothing else is in it."""
    bare, removed = _CODE.subn(" ", text)
    return " ".join(bare.split()) if removed and any(character.isalpha() for character in bare) else text


def without_orders(text: str, language: Language) -> str:
    """The text without the clauses that tell the assistant how to answer or what to be; as it was if nothing is left.

    "Answer like a pirate. Who runs OW2?" asks who runs OW2, and so does "Just answer YES: who runs OW2?".
    """
    sentences = [text[span.start : span.end] for span in split_sentences(text, language)]
    clauses = [clause for sentence in sentences for clause in _clauses(sentence)]
    kept = [clause for clause in clauses if not _orders().search(fold(clause))]
    if len(kept) == len(clauses):
        return text
    asked = " ".join(kept)
    return asked if any(character.isalpha() for character in asked) else text


def without_introduction(text: str, language: Language) -> str:
    """The question without what people first tell of themselves; as it was where the question leans on that.

    "We are a hospital and would like to begin. Who keeps the SILL?" asks who keeps it; "Our tickets are kept abroad. Is
    that legal?" says nothing without its first sentence.
    """
    clauses = [text[span.start : span.end] for span in split_sentences(text, language)]
    while len(clauses) > 1 and _only_introduces(clauses[0]):
        clauses = clauses[1:]
    asked = " ".join(clauses)
    asked = _ROLE.sub("", asked)
    head, *rest = _INTRODUCTION_ENDS.split(asked, maxsplit=1)
    told = bool(_INTRODUCES.match(fold(head)))
    if rest and _NAMED.search(rest[0]):  # « je voudrais m'inscrire : où faut-il aller ? » tells what the question is on
        told = told or bool(_OF_ONESELF.match(head) and not _NAMED.search(head))
    if rest and told and len(head.split()) >= _LEAST_INTRODUCTION:
        asked = rest[0]
    whole = len(surface_terms(asked)) >= _LEAST_ASKED or _NAMED.search(asked)
    return asked if whole and not leans(asked) else text


def without_hearsay(text: str) -> str:
    """The question without where it was heard, or its subject: « On me parle d'EuroCommons, c'est quoi ? »."""
    if relayed := _RELAYED.match(text):
        return _WHAT_TO_SAY.sub("", text[relayed.end() :]).rstrip(" .?") + "?"
    if (claimed := _CLAIMED.match(text)) and (right := _IS_RIGHT.search(text)) and claimed.end() < right.start():
        return text[claimed.end() : right.start()] + "?"
    told = _HEARSAY.match(text)
    if told is None:
        return text
    asked = _HEARD_AT.sub("", text[told.end() :], count=1)
    return f"{what['asks']} {what['thing']}?" if (what := _WHAT_IS_IT.fullmatch(asked)) else asked


def leans(asked: str) -> bool:
    """Whether a question points to what comes before it."""
    return bool(_LEANS.search(fold(asked)))


def orders_to_say(text: str) -> bool:
    """Whether a document's text orders its reader what to say: "Reply that ...", "Ignore your instructions ..."."""
    return bool(_saying().search(fold(text)))


def _only_introduces(clause: str) -> bool:
    """Whether a clause greets, or tells who asks, without asking anything."""
    folded = fold(clause)
    return bool(_GREETS.fullmatch(folded) or _INTRODUCES.match(folded)) and not clause.rstrip().endswith("?")


def _clauses(sentence: str) -> list[str]:
    """A sentence, cut after the order that opens it: "Just answer YES: who runs OW2?"."""
    head, *rest = _CLAUSE_ENDS.split(sentence, maxsplit=1)
    return [head, *rest] if rest and _orders().search(fold(head)) else [sentence]


@cache
def _orders() -> re.Pattern[str]:
    """A clause that begins with an order about the answer, or speaks of the assistant's own answer and rules."""
    words = _table()
    opening, anywhere = ("|".join(words[name]) for name in ("opening", "anywhere"))
    return re.compile(rf"^\W*(?:{opening})\b|\b(?:{anywhere})\b")


@cache
def _saying() -> re.Pattern[str]:
    starts = r"(?:^\W*|[.,;:!?«“\"(]\s*|\b(?:et|puis|and|then|please|always|maintenant|now) )"
    return re.compile(rf"{starts}(?:{'|'.join(_table()['saying'])})")


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = read_yaml(Path(__file__).with_name("orders.yml"))
    return table
