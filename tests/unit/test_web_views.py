"""What the page shows, as HTML: everything from documents and questions is escaped."""

from html.parser import HTMLParser

import pytest
from e2e.web_fakes import WebAssistant, live_with

from assistant.live import State
from assistant.records import Answer
from assistant.settings import Settings
from ingest.texts import message
from ui.web import views
from ui.web.conversation import Conversations
from ui.web.reply import reply

ALLOWED_TAGS = {
    "article", "aside", "a", "blockquote", "button", "circle", "code", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "form", "input", "label", "legend", "textarea",
    "h1", "h2", "h3", "h4", "header", "i", "li", "mark", "nav", "ol", "p", "path", "pre", "q", "section", "small",
    "span", "summary", "svg", "ul",
}  # fmt: skip


class Tags(HTMLParser):
    """Collects the tags, links and event attributes of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.handlers = set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.fixture
def ask(tmp_path):
    live = live_with(WebAssistant(), Settings(home=tmp_path))
    conversations = Conversations()

    def ask(*questions, language="fr"):
        conversation = conversations.new(language)
        for question in questions:
            list(reply(conversation, question, live))
        return conversation

    return ask


def everything(conversation):
    return (
        views.thread(conversation)
        + views.sources_panel(conversation)
        + "".join(views.announcement(turn, conversation.language) for turn in conversation.turns)
    )


def test_hostile_text_never_becomes_markup(ask):
    page = everything(ask("hostile <script>alert(1)</script>", 'hostile" onclick="x'))
    found = Tags(page)
    assert found.tags <= ALLOWED_TAGS
    assert found.handlers == []
    assert not [
        link for link in found.links if not link.startswith(("http://", "https://", "/documents/", "/explore/"))
    ]
    assert "&lt;script&gt;" in page
    assert "![suivi](https://tracker.invalid/pixel.png)" in page


def test_every_mark_opens_a_source_that_is_there(ask):
    conversation = ask("Les coalitions ?")
    turn, panel = views.thread(conversation), views.sources_panel(conversation)
    for n in range(1, 5):
        assert f'data-turn="1" data-cite="{n}"' in turn
        assert f'id="ec-source-1-{n}"' in panel
    assert "<mark>plusieurs organisations avancent ensemble" in panel


def test_a_source_says_kind_page_language_and_dates(ask):
    conversation = ask("Les coalitions ?")
    first, *_, last = conversation.turns[0].sources
    assert views.meta(first, "fr") == [
        "article",
        "en français",
        "publié le 23 juin 2026",
        "vérifié le 23 novembre 2026",
    ]
    assert views.meta(last, "en") == ["domain", "page 12", "in English", "published March 2026", "to be verified"]


def test_a_quote_in_the_other_language_is_marked_as_such(ask):
    panel = views.sources_panel(ask("Les coalitions ?"))
    assert "Ce passage est en anglais." in panel
    assert '<blockquote class="ec-passage" lang="en"' in panel


def test_an_abstention_is_visibly_different_and_shows_what_is_near(ask):
    turn = views.thread(ask("Quel est le budget ?"))
    assert 'data-status="abstained"' in turn
    assert "Les documents ne répondent pas à cette question" in turn
    assert "Ce qui s’en approche le plus" in turn
    assert "<q>le plan de 18 milliards" in turn


@pytest.mark.parametrize(
    ("constraints", "title"),
    [
        ({"intent": "list"}, "abstained_catalogue_title"),
        ({"intent": "alternatives"}, "abstained_catalogue_title"),
        ({"intent": "fact"}, "abstained_title"),
        ({}, "abstained_title"),
    ],
)
def test_an_empty_list_is_no_refusal_of_the_documents(constraints, title):
    answer = Answer("Une question ?", "fr", "abstained", "Rien.", constraints=constraints)
    assert views.refusal(answer) == title


def test_catalogue_matches_give_licence_steward_country_and_what_they_replace(ask):
    turn = views.thread(ask("Que prendre à la place de Teams ?"))
    assert "7 solutions du catalogue" in turn
    assert "Nextcloud GmbH, Allemagne" in turn
    assert "AGPL-3.0-or-later (copyleft réseau)" in turn
    assert "Zoom, Microsoft Teams, Webex" in turn
    assert "Critère manquant\u00a0: pays de l’éditeur" in turn
    assert "Non documenté\u00a0: déploiement" in turn


def test_a_licence_that_nobody_checked_is_to_be_verified(ask):
    page = everything(ask("hostile"))
    assert "La licence n’a pas encore été vérifiée." in page


def test_an_error_shows_no_detail_of_the_machine(ask):
    page = everything(ask("panne"))
    assert "La réponse n’a pas pu être produite." in page
    assert "secret" not in page
    assert "Traceback" not in page


def test_the_passages_of_one_turn_are_a_part_of_the_panel(ask):
    conversation = ask("Les coalitions ?", "Quel est le budget ?")
    first, second = (views.turn_sources(turn, "fr") for turn in conversation.turns)
    panel = views.sources_panel(conversation)
    assert first in panel and second in panel
    assert 'data-sources-of="1"' in first and 'data-sources-of="2"' not in first


def test_what_the_script_shows_by_itself_is_in_the_language_of_the_page():
    french, english = views.unsent("fr"), views.unsent("en")
    assert "Rien n’est perdu\u202f; reposez la question" in french
    assert "Nothing is lost; ask again" in english
    for page in (french, english):
        assert page.count("<template") == page.count("</template>") == 5
        assert 'data-stage="working"' in page


def test_the_copy_holds_the_answer_and_its_sources(ask):
    copy = views.plain_text(ask("Quel est le budget ?").turns[0], "fr")
    assert copy.startswith("Quel est le budget ?\n\nNos documents ne donnent ni le budget d'EuroCommons")
    assert "[1] Ce que nos documents ne disent pas d'EuroCommons (article, en français" in copy
    assert "https://example.org/not-known" in copy
    assert "    le plan de 18 milliards" in copy


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State("missing"), {"en": "eurocommons ingest", "fr": "eurocommons ingest"}),
        (State("loading"), {"en": "getting ready", "fr": "L’assistant se prépare"}),
        (
            State("error", message("other_model", made_with="<b>", now="e5")),
            {"en": "embedding model &#39;&lt;b&gt;&#39;", "fr": "modèle de plongement &#39;&lt;b&gt;&#39;"},
        ),
    ],
)
def test_the_notice_says_what_to_do(state, words):
    assert words["en"] in views.notice("en", state)
    assert words["fr"] in views.notice("fr", state)


def test_there_is_no_notice_once_ready():
    assert views.notice("fr", State("ready", snapshot="abc")) == ""


def test_the_footer_shortens_the_snapshot():
    assert "Index 3f9c2a71<" in views.footer("fr", State("ready", snapshot="3f9c2a71d0b4"))


def test_the_footer_says_that_there_is_no_index_only_where_there_is_none():
    assert "No index" in views.footer("en", State("missing"))
    assert "index" not in views.footer("en", State("loading")).casefold()


def test_the_whole_page_is_in_the_language_asked(ask):
    french, english = ask("Quel est le budget ?"), ask("Quel est le budget ?", language="en")
    assert "Copier avec les sources" in everything(french)
    assert "Copy with sources" in everything(english)
    assert "Copier" not in everything(english)
