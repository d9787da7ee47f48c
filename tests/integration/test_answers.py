"""Answers over the built-in corpus, with the bundled model."""

import pytest
from answer_checks import assert_marks_agree, assert_quotes_are_exact

from assistant.errors import EmptyQuestion, UnknownDocument
from assistant.events import TextDelta
from assistant.records import Filters

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "language", "facts"),
    [
        ("Qui a lancé EuroCommons et avec quelle méthode ?", "fr", ["Caisse des Dépôts", "coalition"]),
        ("Who launched EuroCommons, and with which method?", "en", ["Caisse des Dépôts", "coalition"]),
        ("ou a lieu levenement", "fr", ["Wagram"]),
        ("When is the event planned?", "en", ["1 July 2026"]),
        ("c koi secnumcloud", "fr", ["ANSSI"]),
        ("What is article 16 of the law for a digital republic?", "en", ["free software"]),
        ("Combien y a-t-il de domaines technologiques ?", "fr", ["onze"]),
        ("How many technology domains has the programme identified?", "en", ["Eleven"]),
        ("C'est qui derrière EuroCommons ?", "fr", ["Caisse des Dépôts"]),
        ("Donnez-moi la liste complète des domaines critiques.", "fr", ["virtualisation", "systèmes mobiles"]),
        ("De quelles entreprises la Caisse des Dépôts est-elle actionnaire ?", "fr", ["La Poste", "Bpifrance"]),
        ("Could you give me the registration link for the event?", "en", ["techsprint-eurocommons/en/program"]),
    ],
)
def test_an_answer_states_the_facts_in_the_question_s_language_and_quotes_them(assistant, question, language, facts):
    answer = assistant.ask(question)
    assert (answer.status, answer.language) == ("answered", language)
    for fact in facts:
        assert fact in answer.text
    assert all(sentence.citations for sentence in answer.sentences)
    assert_marks_agree(answer)
    assert_quotes_are_exact(assistant, answer)
    assert {citation.language for citation in answer.citations} == {language}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quel est le budget d'EuroCommons ?", "fr"),
        ("What is the budget of EuroCommons?", "en"),
        ("Donne-moi la liste des coalitions et leurs membres", "fr"),
        ("Who is the director of EuroCommons?", "en"),
        ("Quel temps fera-t-il demain à Paris ?", "fr"),
        ("Give me a recipe for apple pie", "en"),
        ("Qui dirige EuroCommons ?", "fr"),
        ("Which European countries signed up to the programme?", "en"),
        ("Quelles solutions EuroCommons a-t-il retenues pour remplacer Teams ?", "fr"),
    ],
)
def test_what_the_documents_do_not_say_is_not_answered(assistant, question, language):
    answer = assistant.ask(question)
    assert (answer.status, answer.language) == ("abstained", language)
    assert answer.text
    assert_marks_agree(answer)
    assert_quotes_are_exact(assistant, answer)


def test_alternatives_are_entries_that_replace_the_product_each_with_a_citation(assistant):
    answer = assistant.ask("Quelles alternatives libres à Microsoft Teams ?")
    assert answer.status == "answered"
    assert len(answer.matches) >= 5
    for match in answer.matches:
        assert "Microsoft Teams" in assistant.catalogue.entries[match["id"]].replaces
    cited = {citation.document_id.rpartition(".")[0] for citation in answer.citations}
    assert {match["id"] for match in answer.matches[:5]} <= cited
    assert_marks_agree(answer)
    assert_quotes_are_exact(assistant, answer)


def test_one_fact_is_told_in_the_language_that_is_asked_for(assistant):
    answer = assistant.ask("Quelle est la licence de Keycloak ?", language="en")
    assert (answer.language, answer.status) == ("en", "answered")
    assert "Apache-2.0" in answer.text
    assert "is offered under" in answer.text


@pytest.mark.parametrize(
    ("question", "entry", "document"),
    [
        ("What replaces Slack, and when is the EuroCommons event?", "element", "event"),
        (
            "Quels sont les outils de supervision ? Et combien de domaines couvre le programme ?",
            "zabbix",
            "eleven-domains",
        ),
    ],
)
def test_a_question_beside_the_solutions_sought_is_answered_too(assistant, question, entry, document):
    answer = assistant.ask(question)
    assert entry in {match["id"] for match in answer.matches}
    assert document in {citation.document_id.rpartition(".")[0] for citation in answer.citations}
    assert_marks_agree(answer)


@pytest.mark.parametrize("question", ["Quelles messageries remplacent Exchange et comment les déployer ?"])
def test_a_question_on_the_solutions_sought_is_one_with_it(assistant, question):
    answer = assistant.ask(question)
    assert answer.constraints["intent"] == "alternatives"
    assert {citation.kind for citation in answer.citations} == {"catalogue"}


@pytest.mark.parametrize("question", ["who can join a coalition?", "Qui paie dans un marché public ?"])
def test_a_question_proposed_next_stands_alone(assistant, question):
    leaning = {"Who pays?", "Who decides?", "Who bears the risk?", "Qui paie\u202f?", "Qui décide\u202f?"}
    asked = assistant.ask(question).follow_ups
    assert asked
    assert not leaning & set(asked)


def test_a_document_that_is_cited_is_not_proposed_next(assistant):
    asked = assistant.ask("What does the security domain cover?").follow_ups
    assert asked and not any("“Security”" in question for question in asked)


def test_the_questions_proposed_next_elide_as_one_speaks(assistant):
    assert "Quelle est la licence d'OX App Suite\u202f?" in assistant.ask("Qui édite OX App Suite ?").follow_ups
    assert "Quelle est la licence de Keycloak\u202f?" in assistant.ask("Qui édite Keycloak ?").follow_ups


def test_a_product_without_a_known_alternative_is_an_explicit_miss(assistant):
    answer = assistant.ask("Quelle est la licence de Zorglub 3000 ?")
    assert answer.status == "abstained"


def test_a_filter_on_kind_leaves_only_its_documents(assistant):
    answer = assistant.ask("Teams", filters=Filters(kind="article"))
    assert {citation.kind for citation in answer.citations} <= {"article"}


def test_a_filter_on_domain_leaves_only_its_documents(assistant):
    hits = assistant.search("sauvegarde", k=10, filters=Filters(domain="security"))
    assert hits
    assert all("security" in hit.domains for hit in hits)


def test_twins_do_not_crowd_the_list(assistant):
    hits = assistant.search("Comment fonctionnent les coalitions ?", k=5)
    assert hits[0].chunk.language == "fr"
    assert len([hit for hit in hits if hit.chunk.language == "en"]) <= 1


def test_a_question_of_5000_characters_is_answered_from_its_end(assistant):
    story = "Nous sommes une collectivité et nous avons beaucoup de projets en cours. " * 68
    answer = assistant.ask(f"{story} Qui a lancé EuroCommons ?")
    assert len(answer.question) > 4_900
    assert "Caisse des Dépôts" in answer.text


@pytest.mark.parametrize("question", ["", "   ", "?!", "\u200b", "1", "« 2026 » ?"])
def test_an_empty_question_is_refused_in_either_language(assistant, question):
    with pytest.raises(EmptyQuestion, match="has no words") as caught:
        assistant.ask(question)
    assert caught.value.said("fr").startswith("La question ne contient aucun mot")


def test_an_unknown_document_is_named(assistant):
    with pytest.raises(UnknownDocument, match="nowhere"):
        assistant.document("nowhere")


def test_a_session_id_comes_back_and_is_made_where_there_is_none(assistant):
    assert assistant.ask("EuroCommons", session_id="abc").session_id == "abc"
    assert assistant.ask("EuroCommons").session_id != assistant.ask("EuroCommons").session_id


@pytest.mark.parametrize(("question", "language"), [("bonjour", "fr"), ("thanks!", "en"), ("Merci beaucoup !", "fr")])
def test_a_greeting_is_told_what_to_ask(assistant, question, language):
    answer = assistant.ask(question)
    assert (answer.status, answer.language, answer.citations) == ("abstained", language, ())
    assert "catalogue" in answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("C'est quoi la GED ?", "gestion électronique de documents"),
        ("What is MDM?", "phones and tablets"),
        ("Qu'est-ce qu'un CLA ?", "contributeur"),
        ("What is vendor lock-in?", "cannot leave a supplier"),
    ],
)
def test_the_glossary_defines_the_terms_that_people_name(assistant, question, words):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    ["Quelles solutions EuroCommons a-t-il choisies ?", "Which software did EuroCommons select?"],
)
def test_what_the_programme_chose_is_not_known(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "abstained"
    assert {citation.document_id.rpartition(".")[0] for citation in answer.citations} == {"not-known"}


@pytest.mark.parametrize("question", ["Qui gouverne le programme, et comment ?", "How is the programme governed?"])
def test_its_governance_is_not_known_whatever_is_told_of_governments(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "abstained" and answer.citations[0].document_id.startswith("not-known")


def test_a_product_without_alternative_gets_an_explicit_miss(assistant):
    answer = assistant.ask("Par quoi remplacer Photoshop ?")
    assert "Le catalogue ne recense aucune solution qui puisse remplacer Adobe Photoshop." in answer.text


def test_a_fact_that_no_source_states_is_to_be_verified(assistant):
    entry = next(entry for entry in assistant.catalogue.entries.values() if "governance" in entry.unverified())
    assert "(to be verified)" in assistant.ask(f"Who governs {entry.name}? What is its governance?").text
    assert "(à vérifier)" in assistant.ask(f"Quelle est la gouvernance de {entry.name} ?").text


def test_what_was_read_of_an_entry_is_no_sentence_of_an_answer(assistant):
    answer = assistant.ask("What does publiccode.yml hold?")
    assert "Read about" not in answer.text


def test_the_line_under_an_entry_s_name_is_no_sentence_of_an_answer(assistant):
    answer = assistant.ask("À quoi sert le serveur de visioconférence léger adapté aux cours et aux petites réunions ?")
    assert answer.sentences[0].text.startswith("Galène ")


def test_an_answer_from_a_pdf_cites_its_page(assistant):
    answer = assistant.ask("Is the SSPL an open-source licence?")
    cited = [citation for citation in answer.citations if citation.document_id == "licences-for-deciders.en"]
    assert cited and all(citation.page for citation in cited)
    assert_quotes_are_exact(assistant, answer)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("an application to share my screen with colleagues", "jitsi-meet"),
        ("Quel outil pour suivre les notes de frais ?", "dolibarr"),
    ],
)
def test_a_need_in_other_words_is_found_by_its_meaning(assistant, question, entry):
    answer = assistant.ask(question)
    assert answer.constraints["features"]
    assert entry in {match["id"] for match in answer.matches}


def test_what_is_no_feature_is_not_taken_for_one(assistant):
    assert assistant.ask("un outil pour commander une pizza").status == "abstained"


@pytest.mark.parametrize(
    ("question", "language", "facts"),
    [
        ("Compare Keycloak, LemonLDAP::NG et authentik", "fr", 9),
        ("Compare the licence and the standards of Nextcloud and Seafile", "en", 2),
    ],
)
def test_a_comparison_ends_with_a_table_that_the_json_repeats(assistant, question, language, facts):
    answer = assistant.ask(question)
    assert (answer.status, answer.language) == ("answered", language)
    assert answer.text.endswith(f"\n\n{answer.sentences[-1].text}")
    assert len(answer.sentences[-1].text.splitlines()) == facts + 2
    assert [entry["id"] for entry in answer.comparison["entries"]] == [match["id"] for match in answer.matches]
    cells = [cell for row in answer.comparison["rows"] for cell in row["cells"]]
    assert len(cells) == facts * len(answer.matches)
    assert {n for cell in cells for n in cell["citations"]} == set(answer.sentences[-1].citations)
    assert_marks_agree(answer)
    assert_quotes_are_exact(assistant, answer)


@pytest.mark.parametrize(
    ("question", "language", "status", "facts"),
    [
        ("Who grants SecNumCloud, and how many users does Tchap have?", "en", "answered", ["ANSSI", "375,000"]),
        ("C'est quoi Tchap ? Et qui en est l'éditeur ?", "fr", "answered", ["Matrix", "DINUM"]),
        ("Quel est le budget d'EuroCommons et qui l'a lancé ?", "fr", "partial", ["budget", "Caisse des Dépôts"]),
    ],
)
def test_each_question_of_a_message_gets_its_answer(assistant, question, language, status, facts):
    answer = assistant.ask(question)
    assert (answer.question, answer.language, answer.status) == (question, language, status)
    for fact in facts:
        assert fact in answer.text
    assert_marks_agree(answer)
    assert_quotes_are_exact(assistant, answer)
    assert assistant.check_citations(answer).supported
    told = [event for event in assistant.stream(question) if isinstance(event, TextDelta)]
    assert "".join(one.text for one in told) == answer.text


@pytest.mark.parametrize(
    "question", ["c'est quoi, une coalition d'EuroCommons ?", "slt, c quoi les coalitions d'eurocommons"]
)
def test_a_definition_is_not_withheld_for_what_is_left_open_beside_it(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "answered" and "réunit" in answer.text


def test_a_breakdown_asked_in_two_halves_is_one_answer(assistant):
    answer = assistant.ask("Name the eleven domains and how many solutions each has")
    assert answer.constraints["group_by"] == "domain" and "communications (32)" in answer.text


def test_a_question_asked_twice_in_other_words_is_answered_once(assistant):
    answer = assistant.ask("L'événement a-t-il eu lieu, et qu'en est-il ressorti ?")
    told = [sentence.text for sentence in answer.sentences]
    assert len(told) == len(set(told))
    assert "a eu lieu comme prévu" in answer.text


def test_what_nobody_answers_is_told_once(assistant):
    answer = assistant.ask("How do I cook a ratatouille and where do I buy a bicycle?")
    assert (answer.status, answer.citations) == ("abstained", ())
    assert len(answer.sentences) == 2


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("conteneur vs VM", ["conteneur", "machine virtuelle"]),
        ("What is the difference between VMs and containers?", ["container", "virtual machine"]),
        ("ODF vs docx", ["OpenDocument", "Office Open XML"]),
    ],
)
def test_two_terms_beside_each_other_are_both_explained(assistant, question, terms):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    for term in terms:
        assert term in answer.text
