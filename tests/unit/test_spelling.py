"""What is written in a hurry, and what it means."""

import pytest

from assistant.spelling import expand_shorthand, respell
from ingest.lexical import fold

WORDS = (
    *("coalition", "commun", "numerique", "piliers", "sharepoint"),
    *("eurocommons", "secnumcloud", "difference", "register", "chat"),
)


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("fr", "une messagerie d'équipe chiffrée", "une messagerie d'équipe avec chiffrement de bout en bout"),
        ("fr", "une visio chiffrée de bout en bout", "une visio chiffrée de bout en bout"),
        ("en", "an encrypted messenger", "an instant messaging with end-to-end encryption"),
        ("en", "end-to-end encrypted calls", "end-to-end encrypted calls"),
        ("en", "wiki vs. DMS?", "what is the difference between wiki and DMS?"),
        ("fr", "vm vs conteneur", "quelle est la différence entre machine virtuelle et conteneur"),
        ("fr", "Debian vs Ubuntu vs Fedora", "Debian vs Ubuntu vs Fedora"),
        ("fr", "c koi le SILL", "c'est quoi le SILL"),
        ("fr", "qui est le patron de la CDC", "qui dirige la Caisse des Dépôts"),
        ("fr", "le CDC du marché", "le CDC du marché"),
        ("fr", "les 4 grands axes du programme", "les quatre piliers du programme"),
        ("fr", "l'EUPL c'est une bonne idée ?", "faut-il choisir l'EUPL ?"),
        ("fr", "différence entre MIT et GPL", "différence entre la licence MIT et la licence GPL"),
        ("en", "difference between MIT and GPL", "difference between the MIT licence and the GPL licence"),
        ("en", "isnt it the same?", "isn't it the same?"),
        ("fr", "cmt on fait", "comment on fait"),
        ("fr", "y'a combien de thèmes techniques", "il y a combien de domaines technologiques"),
        ("fr", "c'est quoi au juste eurocommons ?", "c'est quoi eurocommons ?"),
        ("fr", "EuroCommons c'est EuroStack ou je confonds ?", "EuroCommons c'est EuroStack ?"),
        ("en", "is it the same as EuroStack or am I mixing things up", "is it the same as EuroStack"),
        ("fr", "kesako l'EUPL", "c'est quoi l'EUPL"),
        ("fr", "Combien de domaines et lesquels ?", "quels sont les domaines ?"),
        ("fr", "Combien de solutions de wiki et lesquelles ?", "Combien de solutions de wiki et lesquelles ?"),
        (
            "fr",
            "Combien de domaines couvre le DC-EDIC et lesquels ?",
            "Combien de domaines couvre le DC-EDIC et lesquels ?",
        ),
        ("fr", "Donne-moi la liste des domaines", "quels sont les domaines"),
        ("en", "How many domains does EuroCommons have and which ones?", "what are the domains?"),
        ("en", "How many domains has the SILL, and which ones?", "How many domains has the SILL, and which ones?"),
        ("en", "Which areas are covered?", "what are the domains?"),
        ("en", "With NIS2, which areas are covered?", "With NIS2, which areas are covered?"),
        ("en", "How many domains are there, and which ones?", "what are the domains?"),
        ("fr", "que veut dire souverain ?", "c'est quoi la souveraineté numérique ?"),
        ("fr", "à quoi sert une fondation dans tout ça ?", "à quoi sert une fondation ?"),
        ("en", "how do I convince my boss", "how do I convince management"),
        ("fr", "quel âge a OW2 ?", "quand a été créé OW2 ?"),
        ("fr", "si la boite qui l'édite coule", "si la entreprise qui l'édite fait faillite"),
        ("fr", "ma boite mail est pleine", "ma boite mail est pleine"),
        ("fr", "sur quelles sources repose ce que vous affirmez ?", "d'où viennent les réponses de l'assistant ?"),
        ("en", "how old is the Caisse des Dépôts?", "when was the Caisse des Dépôts created?"),
        ("en", "do you make stuff up?", "how reliable are the assistant's answers?"),
        ("en", "does EuroCommons cover AI?", "does EuroCommons cover artificial intelligence?"),
        ("fr", "KI a lancé EuroCommons", "qui a lancé EuroCommons"),
        ("fr", "proxmox sa vien dou", "proxmox ça vient d'où"),
        ("fr", "et sa licence ?", "et sa licence ?"),
        ("fr", "Que fait le SILL ?", "Que fait le SILL ?"),
        ("en", "wat r the pillars", "what are the pillars"),
        ("en", "how 2 join", "how to join"),
        ("fr", "passkey = ?", "c'est quoi passkey ?"),
        ("en", "SBOM=", "what is SBOM?"),
        ("en", "they were there in 2 days", "they were there in 2 days"),
        ("en", "list me the areas of IT it deals with", "what are the technology domains it deals with"),
        ("en", "are you an AI?", "is the assistant an artificial intelligence?"),
        ("fr", "es-tu une IA ?", "l'assistant est-il une intelligence artificielle ?"),
        ("fr", "les limites de SecNumCloud v3.2", "les limites de SecNumCloud version 3.2"),
        ("en", "what does art 16 say?", "what does article 16 say?"),
        ("en", "is Nextcloud v30 out?", "is Nextcloud v30 out?"),
        ("en", "Does the assistant store what I type?", "does the assistant keep my questions and my data?"),
        ("fr", "c'est qui la patronne d'OW2 ?", "qui dirige OW2 ?"),
        ("fr", "qui t'a programmé ?", "qui a programmé l'assistant ?"),
        ("en", "We are a region. Are we allowed in?", "We are a region. Can we take part in EuroCommons?"),
        ("en", "Can my town join?", "Can my town take part in EuroCommons?"),
        (
            "fr",
            "à quelle date se tiendra le prochain rendez-vous EuroCommons ?",
            "y aura-t-il un autre événement d'EuroCommons ou une prochaine rencontre ?",
        ),
        (
            "fr",
            "où se tiendra le prochain événement ?",
            "y aura-t-il un autre événement d'EuroCommons ou une prochaine rencontre ?",
        ),
        ("fr", "Vous avez quelque chose pour une petite mairie ?", "quels outils conviennent aux petite mairie ?"),
        ("fr", "vous avez quelque chose pour demain ?", "vous avez quelque chose pour demain ?"),
        ("en", "have you got anything for a small town?", "which tools suit small town?"),
        ("en", "what do you have for an SME?", "which tools suit SME?"),
        ("en", "is there anything for macOS?", "is there anything for macOS?"),
        ("fr", "comment ne plus être otage de nos éditeurs ?", "comment éviter l'enfermement propriétaire ?"),
        ("fr", "quoi migrer en premier ?", "par où commencer une migration ?"),
        ("en", "What part of our system should I move first?", "what should we replace first?"),
        ("fr", "Quelles villes ont basculé vers le libre ?", "quelles organisations ont migré vers l'open source ?"),
        (
            "fr",
            "Quels États sont déjà passés au logiciel libre ?",
            "quelles organisations ont migré vers l'open source ?",
        ),
        (
            "en",
            "Which governments have switched to free software?",
            "which organisations have migrated to open source?",
        ),
        ("en", "When's the next gathering?", "will there be another EuroCommons event or a next meeting?"),
        ("en", "When's the next release of GLPI?", "When's the next release of GLPI?"),
        ("en", "can I join two tables?", "can I join two tables?"),
        ("en", "what happens if Acme Corp goes bust?", "what happens if the publisher goes bankrupt or is bought?"),
        ("fr", "si l'éditeur d'Acme est racheté", "si l'éditeur fait faillite ou est racheté"),
        ("fr", "un logiciel sous licence libre", "un logiciel sous licence libre"),
        ("fr", "prendre du libre avant 2027", "choisir du logiciel libre avant 2027"),
        ("en", "where was the event held", "where does the event take place"),
        ("fr", "un wiki porté par une boîte française", "un wiki porté par une entreprise française"),
        ("fr", "une boîte partagée", "une boîte partagée"),
        (
            "fr",
            "Comment faire ajouter notre hyperviseur au catalogue ?",
            "comment proposer une solution au catalogue ou corriger une fiche ?",
        ),
        (
            "fr",
            "Être dans le catalogue, est-ce un label ?",
            "le catalogue est-il une recommandation, un label ou une liste officielle ?",
        ),
        ("fr", "Comment télécharger le catalogue ?", "Comment télécharger le catalogue ?"),
        (
            "fr",
            "Peut-on nommer Nextcloud dans un appel d'offres ?",
            "un marché public peut-il nommer un logiciel libre ?",
        ),
        ("en", "May a tender name Nextcloud?", "may a public contract name free software?"),
        ("en", "Can I put Nextcloud by name in my tender", "may a public contract name free software"),
        ("en", "Which of A and B does not record?", "Which of A and B does not offer recording?"),
        (
            "en",
            "How do we get our product listed?",
            "how can I propose a solution for the catalogue or correct a record?",
        ),
        (
            "en",
            "How can I get my project added to your list?",
            "how can I propose a solution for the catalogue or correct a record?",
        ),
        (
            "en",
            "How can we propose it for your catalogue?",
            "how can I propose a solution for the catalogue or correct a record?",
        ),
        ("en", "can I put it in my bag?", "can I put it in my bag?"),
        ("fr", "EuroCommons et EuroStack, kif-kif ?", "EuroCommons et EuroStack, c'est la même chose ?"),
        (
            "fr",
            "EuroCommons, c'est Bruxelles ou la France ?",
            "EuroCommons, est-il un programme de l'Union européenne ou du gouvernement français ?",
        ),
        ("fr", "Redis est-il redevenu libre ?", "Redis a-t-il changé de licence ?"),
        ("fr", "Nos agents vont hurler si on leur enlève Outlook, une idée ?", "comment convaincre les utilisateurs ?"),
        (
            "fr",
            "Le préfet peut-il nous sanctionner si on reste chez Microsoft ?",
            "l'article 16 prévoit-il des sanctions ?",
        ),
        ("fr", "Le CRA prévoit-il des sanctions ?", "Le CRA prévoit-il des sanctions ?"),
        ("en", "Will we be fined if we keep Microsoft?", "what does article 16 not impose?"),
        ("en", "Can we keep a few Windows PCs?", "can we keep some of our current tools?"),
        ("en", "Isn't MinIO abandoned?", "is MinIO still maintained?"),
        ("fr", "MinIO est-il abandonné ?", "MinIO est-il encore maintenu ?"),
        ("fr", "MinIO n'est pas à l'abandon ?", "MinIO est encore maintenu ?"),
        ("en", "And is the second well maintained?", "And is the second still maintained?"),
        ("en", "By whom is MinIO maintained?", "By whom is MinIO maintained?"),
        ("fr", "Est-ce que MinIO est bien maintenu ?", "Est-ce que MinIO est encore maintenu ?"),
        ("fr", "La première est-elle maintenue ?", "La première est-elle encore maintenu ?"),
        ("fr", "Par qui MinIO est-il maintenu ?", "Par qui MinIO est-il maintenu ?"),
        ("fr", "Le projet abandonné est-il repris ?", "Le projet abandonné est-il repris ?"),
        ("fr", "Le projet MinIO vit-il toujours ?", "Le projet MinIO est-il encore maintenu ?"),
        ("fr", "EuroCommons certifie-t-il des logiciels ?", "existe-t-il un label ou une certification EuroCommons ?"),
        ("fr", "EuroCommons va-t-il financer notre migration ?", "EuroCommons verse-t-il des subventions ?"),
        ("en", "Does EuroCommons host software for its members?", "does EuroCommons offer hosting?"),
        ("en", "Will EuroCommons pay for part of our migration?", "does EuroCommons give grants?"),
        ("en", "Would the programme invest in small European vendors?", "does EuroCommons give grants?"),
        ("en", "What does EuroCommons fund in Europe?", "What does EuroCommons fund in Europe?"),
        ("en", "EuroCommons is funded by the State, right?", "is EuroCommons funded by the State, right?"),
        ("en", "Does article 16 set fines for town halls?", "what does article 16 not impose?"),
        (
            "en",
            "Can a company that helped write the requirements still bid?",
            "may a company that took part in preparing the contract bid?",
        ),
        (
            "en",
            "Can five hospitals from three EU countries buy together?",
            "can a joint purchasing group include buyers from several Member States?",
        ),
        ("fr", "On paie trop à Microsoft. Par où on commence ?", "par où commencer pour quitter Microsoft ?"),
        ("fr", "Par où on commence ?", "par où commencer ?"),
        ("en", "We pay Microsoft a lot. Where do we start?", "where should we start to leave Microsoft?"),
        (
            "en",
            "If we fix a bug in Nextcloud only for our own staff, must we publish it?",
            "does an open-source licence require publishing a modification that is kept for internal use?",
        ),
        ("en", "Can we buy laptops in two countries?", "Can we buy laptops in two countries?"),
        ("en", "Who decides on the roadmap of QGIS?", "who is behind QGIS?"),
        ("en", "My colleagues hate change. Tips?", "how can users be convinced?"),
        ("en", "Who's already on board?", "which organisations already take part in EuroCommons?"),
        ("en", "Is EuroCommons run by Brussels?", "Is EuroCommons a programme of the European Union?"),
        ("fr", "quel domaine est le moins fourni ?", "quel domaine compte le moins de solutions ?"),
        ("en", "who leads the DC-EDIC?", "who is the director of the DC-EDIC?"),
        ("fr", "Qui dirige le DC-EDIC ?", "quel est le nom du directeur du DC-EDIC ?"),
        ("fr", "Qui dirige OW2 ?", "Qui dirige OW2 ?"),
        ("en", "how many programs are in the SILL?", "how many pieces of software are in the SILL?"),
        ("fr", "À qui appartient EuroCommons ?", "quelle est la forme juridique d'EuroCommons ?"),
        ("fr", "À qui appartient OW2 ?", "À qui appartient OW2 ?"),
        ("en", "who decides (EuroCommons)?", "what is the legal form of EuroCommons?"),
        ("en", "who decides (DC-EDIC)?", "who decides (DC-EDIC)?"),
        ("fr", "qui paye (EuroCommons) ?", "quel est le budget d'EuroCommons et qui paie ?"),
        ("fr", "Airbus a rejoint EuroCommons ?", "quelles organisations participent déjà à EuroCommons ?"),
        (
            "en",
            "Which companies have signed up to EuroCommons?",
            "which organisations already take part in EuroCommons?",
        ),
        ("fr", "EuroStack vs EuroCommons ?", "quelle différence entre EuroStack et EuroCommons ?"),
        ("fr", "date de l'événement", "l'événement EuroCommons, c'était quand et où"),
        ("fr", "tu te trompes parfois ?", "d'où viennent les réponses de l'assistant, et peut-on s'y fier ?"),
        ("fr", "tu retiens mes questions ?", "l'assistant garde-t-il mes questions et mes données ?"),
        ("fr", "j'ai le droit de citer GLPI dans le CCTP ?", "un marché public peut-il nommer un logiciel libre ?"),
        (
            "fr",
            "Est-ce qu'EuroCommons remplace un appel d'offres ?",
            "une coalition dispense-t-elle de passer un marché public ?",
        ),
        ("en", "Is EuroCommons a way to avoid procurement?", "does a coalition replace a public tender?"),
        (
            "fr",
            "Nous sommes une mairie de 2 000 agents : par où commencer ?",
            "quelles sont les premières étapes d'une migration ?",
        ),
        (
            "fr",
            "Je dirige la DSI d'un CHU, on commence par quoi ?",
            "quelles sont les premières étapes d'une migration ?",
        ),
        ("en", "We are a clinic with 1,200 staff: where do we begin?", "what are the first steps of a migration?"),
        ("en", "We are on VMware: where do we start?", "We are on VMware: where do we start?"),
        ("fr", "Quelle IA génère vos réponses ?", "l'assistant utilise-t-il un modèle de langage ?"),
        ("en", "What model are you running on?", "does the assistant use a language model?"),
        ("fr", "Avez-vous des LLM ?", "Avez-vous des outils d'IA générative ?"),
        ("en", "Is there any European LLM?", "Is there any European generative artificial intelligence tools?"),
        ("fr", "Comment sauvegarder nos machines virtuelles ?", "quelles solutions de sauvegarde ?"),
        ("en", "How do we back up our servers?", "which backup solutions?"),
        ("en", "How do we back up Nextcloud?", "How do we back up Nextcloud?"),
        ("fr", "Est-ce que votre liste de solutions est exhaustive ?", "le catalogue est-il complet ?"),
        ("en", "Is your list of solutions exhaustive?", "is the catalogue complete?"),
        ("fr", "Le poste Linux, c'est faisable ?", "est-ce que Le poste Linux est faisable ?"),
        ("en", "Can I mix MIT and GPL code?", "what is licence compatibility?"),
        (
            "en",
            "We modify an AGPL tool that only employees use, must we publish?",
            "does an AGPL licence force an IT department to publish its code?",
        ),
    ],
)
def test_shorthand_is_written_out_and_nothing_else(language, written, meant):
    assert expand_shorthand(written, language) == meant


def respelt(text, language="fr"):
    return respell(text, language, WORDS.__contains__, lambda letter: [one for one in WORDS if one[0] == letter])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("un comun numerik", "un commun numerique"),
        ("les 4 pilié", "les 4 piliers"),
        ("sherpoint ou secnumclud", "sharepoint ou secnumcloud"),
        ("DIFERENCE ENTRE", "difference ENTRE"),
    ],
)
def test_a_word_that_nobody_knows_becomes_the_nearest_that_the_documents_hold(written, meant):
    assert respelt(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "l'apnée du sommeil",
        "le comburant",
        "Sharepont",
        "aujourd'hui",
        "chut",
        "Atlantide",
        "coalitioner",
        "le mouvement raëlien",
        "aplication-x9",
    ],
)
def test_names_real_words_and_what_is_too_far_stay(text):
    assert respelt(text) == text


def test_a_letter_left_out_is_likelier_than_a_letter_too_many():
    assert respelt("how to regster", "en") == "how to register"


def test_words_are_compared_as_they_are_folded():
    assert fold("Numérique") in WORDS


def test_a_long_text_is_no_message_typed_in_a_hurry():
    long = "c koi " * 200
    assert expand_shorthand(long, "fr") == long.strip()
