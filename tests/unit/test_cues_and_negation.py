"""Words that turn a sentence, and negations, are read for what they say."""

from __future__ import annotations

import pytest

from assistant.verification.contradiction import imbalance
from assistant.verification.cues import compare_cues, read_cues, taken_back
from assistant.verification.negation import polarity


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Elle n'est maintenue qu'un peu plus d'un an.", "only"),
        ("Nous n'écrivons du code que lorsque c'est utile.", "only"),
        ("L'éditeur ne vend que du support.", "only"),
        ("Vous trouverez un jour la page.", "future"),
        ("Elle gérera le site.", "future"),
        ("Peu d'entreprises le font.", "few"),
        ("Le code est réservé à l'administration.", "reserved"),
    ],
)
def test_a_cue_is_read(text, cue):
    assert cue in read_cues(text, "fr")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("SecNumCloud ne garantit pas que le service soit libre.", "only"),
        ("Nos documents n'expliquent pas ce que le mot signifie.", "only"),
        ("Considérez qui est impliqué.", "future"),
        ("Vous devez récupérer les clés, puis gérez le site.", "future"),
        ("Tirez parti du site, puis ouvrez la page.", "future"),
        ("Vous verrez peut-être la page.", "future"),
        ("La grappe Galera réplique les écritures.", "future"),
        ("Il cesse de perdre son temps.", "lose"),
        ("Les images restent peu nombreuses.", "many"),
        ("C'est une seule et même chose.", "only"),
        ("Il les copie d'un seul coup.", "only"),
        ("Le dossier est en lecture seule.", "only"),
        ("Considérons les coûts, puis coopérons.", "future"),
        ("Le wiki et le forum sont tous deux libres.", "all"),
        ("Ce dernier ouvre la page.", "last"),
        ("La page est mise à jour.", "days"),
        ("Vous trouverez la page.", "future"),
        ("Les éléments de l'ensemble RAID tombent.", "all"),
        ("En plus de la page, il y a le site.", "more"),
        ("Le serveur est hors d'usage.", "outside"),
        ("Il affiche l'heure de fin.", "hours"),
        ("Il le lit sans devoir ouvrir la page.", "must"),
    ],
)
def test_what_looks_like_a_cue_is_none(text, cue):
    assert cue not in read_cues(text, "fr")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("You will invest time.", "en"), ("Vous allez investir du temps.", "fr")),
        (("Il faut prévoir une équipe.", "fr"), ("Plan for a team, as you should.", "en")),
        (("The robots do everything.", "en"), ("Les robots savent tout faire.", "fr")),
        (("La prochaine version est libre.", "fr"), ("The next version is free.", "en")),
        (("Le prix était plus tôt connu.", "fr"), ("The price was known earlier.", "en")),
        (("All year round.", "en"), ("Toute l'année.", "fr")),
        (("It copies whole files.", "en"), ("Il copie des fichiers entiers.", "fr")),
        (("Quel que soit le serveur.", "fr"), ("Whatever the server.", "en")),
        (("Il tourne sur un seul serveur.", "fr"), ("It runs on one server.", "en")),
        (("It constantly compares the states.", "en"), ("Il compare sans cesse les états.", "fr")),
        (("First of all, they know each other.", "en"), ("D'abord, ils se connaissent.", "fr")),
        (("Les obligations l'emportent.", "fr"), ("The obligations prevail.", "en")),
        (("The community's future matters.", "en"), ("L'avenir de la communauté compte.", "fr")),
        (("It won't help.", "en"), ("Cela n'aidera pas.", "fr")),
        (("Si le serveur tombe, la page sera perdue.", "fr"), ("If the server goes down, the page is lost.", "en")),
        (("On coupera le courant.", "fr"), ("The power is switched off.", "en")),
        (("C'est le plus petit des serveurs.", "fr"), ("It is the smallest server.", "en")),
        (("The agency has only limited funds.", "en"), ("L'agence a des moyens limités.", "fr")),
        (("The service runs slower.", "en"), ("Le service tourne moins rapidement.", "fr")),
        (("It helps avoid outages.", "en"), ("Cela évite les pannes.", "fr")),
        (("It meets all three criteria.", "en"), ("Il remplit les trois critères.", "fr")),
        (("You will not be able to open it.", "en"), ("Vous ne pouvez pas l'ouvrir.", "fr")),
        (("It requires too many pages.", "en"), ("Il implique trop de pages.", "fr")),
        (("It is copied for a fee or for free.", "en"), ("Il est copié contre paiement ou gratuitement.", "fr")),
        (("A backup is essential.", "en"), ("Une sauvegarde est indispensable.", "fr")),
        (("Une sauvegarde est indispensable.", "fr"), ("A backup is essential.", "en")),
        (
            ("L'outil ne traite la virgule comme un signe à part qu'en cas de doute.", "fr"),
            ("The tool only treats the comma as a special sign in case of doubt.", "en"),
        ),
    ],
)
def test_a_cue_is_found_in_the_words_of_the_other_language(claim, told):
    theirs = read_cues(*told)
    turned = compare_cues(read_cues(*claim), theirs, theirs, crosses=True)
    assert not turned.added and not turned.contrary


def test_a_condition_excuses_a_future_in_the_other_language_alone():
    claim, told = read_cues("If it fails, it will stop.", "en"), read_cues("If it fails, it stops.", "en")
    assert compare_cues(claim, told, told).added == ("future",)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("SecNumCloud ne garantit pas que le service soit libre.", 1),
        ("N'oubliez pas que la page existe.", 0),
        ("Certains ne se rencontreront peut-être jamais.", 1),
        ("Nos documents ne donnent ni adresse, ni téléphone, ni nom.", 1),
        ("Il n'y a pas que le prix.", 0),
        ("Elle n'est maintenue qu'un an.", 0),
        ("Si jamais ils se rencontraient, ils parleraient.", 0),
        ("Elle ne lit pas la page, et elle n'écrit pas la lettre.", 2),
        ("Ne modifiez jamais les pages partagées du wiki en aucune façon.", 1),
        ("Il n'y a pas de raison de ne pas lire la page.", 2),
    ],
)
def test_a_negation_counts_once(text, count):
    assert len(polarity(text, "fr").scopes) == count


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("Vos questions sans réponse s'accumulent.", "fr"), ("Your unanswered questions pile up.", "en")),
        (("La page est libre ou non.", "fr"), ("The page is free or not.", "en")),
        (("Peu importe le résultat, le travail compte.", "fr"), ("No matter the outcome, the work counts.", "en")),
        (
            ("Il évite qu'une panne ne bloque le service.", "fr"),
            ("It keeps a failure from blocking the service.", "en"),
        ),
        (("Elle est portée sans éditeur ni édition payante.", "fr"), ("It has no vendor and no paid edition.", "en")),
        (
            ("Aucun contact, numéro ou adresse de l'équipe ne figure dans nos documents.", "fr"),
            ("No contact, number or address of the team appears in our documents.", "en"),
        ),
        (("N'hésitez pas à écrire.", "fr"), ("Feel free to write.", "en")),
        (("Le wiki n'est pas seulement gratuit.", "fr"), ("The wiki isn't just free of charge.", "en")),
        (("C'est une qualification, et non un label.", "fr"), ("It is a qualification, not a label.", "en")),
        (
            ("Sauf si le maire s'y oppose, le service ouvre.", "fr"),
            ("Unless the mayor objects, the service opens.", "en"),
        ),
        (("Il est impossible d'ouvrir la page.", "fr"), ("The page cannot be opened.", "en")),
        (("Il n'y a pas de module pour cela.", "fr"), ("A module for this is missing.", "en")),
        (("La connexion se fait sans mot de passe.", "fr"), ("The login is password-less.", "en")),
        (("C'est une règle forte mais non absolue.", "fr"), ("It is a strong, but not absolute, rule.", "en")),
        (
            ("Le formulaire n'est jamais perdu et ne peut être volé.", "fr"),
            ("The form is never lost and cannot be stolen.", "en"),
        ),
        (("Aucun coût, aucune licence.", "fr"), ("No cost, no licence.", "en")),
        (("Le service tourne sans problème.", "fr"), ("The service runs smoothly.", "en")),
        (("La page n'est pas signée correctement.", "fr"), ("The page is improperly signed.", "en")),
        (("Un cas mal géré est celui-ci.", "fr"), ("One case is not handled well.", "en")),
        (("Les pages non conformes sont retirées.", "fr"), ("Pages that do not comply are removed.", "en")),
        (("Inutile de lire la page.", "fr"), ("You don't need to read the page.", "en")),
        (("À moins que l'archive source n'ait été lue, ouvrez-la.", "fr"), ("Unless it has been read, open it.", "en")),
        (("La page archivée a été lue.", "fr"), ("The unpacked page has been read.", "en")),
        (("It runs as ours, rather than as yours.", "en"), ("Il tourne comme le nôtre, et n'est pas le vôtre.", "fr")),
        (
            ("Cela empêche que le cache ne grossisse, sans avoir à le vider.", "fr"),
            ("This prevents a cache from growing, without emptying it.", "en"),
        ),
        (("Le paquet est installé avec --no-clean.", "fr"), ("The package is installed with --no-clean.", "en")),
        (("Last but not least, the page is free.", "en"), ("Pour terminer, la page est libre.", "fr")),
        (
            ("La page reste tant qu'elle n'a pas été lue.", "fr"),
            ("The page stays as long as it has not been read.", "en"),
        ),
        (("La page reste tant qu'elle n'a pas été lue.", "fr"), ("The page stays until it has been read.", "en")),
        (("Si ce n'est pas le cas, ouvrez la page.", "fr"), ("If not, open the page.", "en")),
        (("If not, open the page.", "en"), ("Sinon, ouvrez la page.", "fr")),
        (("Certaines pages ne peuvent pas être lues.", "fr"), ("Some pages are unreadable.", "en")),
        (("La page ne contient plus que le titre.", "fr"), ("The page contains only the title.", "en")),
        (("Ce n'est rien de plus qu'une page.", "fr"), ("It is nothing more than a page.", "en")),
        (("Ils ne sont pas d'accord.", "fr"), ("They disagree.", "en")),
        (("It is never included.", "en"), ("Elle n'est jamais incluse.", "fr")),
        (("Always leave it out.", "en"), ("Ne jamais l'inclure.", "fr")),
        (
            ("It is incorrectly read, open it instead.", "en"),
            ("Elle n'est pas bien lue, ouvrez-la à la place.", "fr"),
        ),
    ],
)
def test_a_translation_has_as_many_negations(claim, told):
    assert imbalance(polarity(*claim), polarity(*told)) == 0
    assert imbalance(polarity(*told), polarity(*claim)) == 0


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("Vos questions ne s'accumulent pas.", "fr"), ("Your unanswered questions pile up.", "en")),
        (("Hésitez à écrire.", "fr"), ("Do not hesitate to write.", "en")),
        (("The wiki is free of charge.", "en"), ("Le wiki n'est pas seulement gratuit.", "fr")),
        (("It does not keep a failure from blocking.", "en"), ("Il évite qu'une panne ne bloque.", "fr")),
        (("Il n'est pas libre.", "fr"), ("It is free.", "en")),
        (("Ce n'est pas possible.", "fr"), ("It is possible.", "en")),
        (("La ville n'a pas installé de serveur.", "fr"), ("The unpaid city has installed a server.", "en")),
    ],
)
def test_a_negation_more_or_less_is_counted(claim, told):
    assert imbalance(polarity(*claim), polarity(*told)) == 1


def test_a_negation_takes_back_one_contrary_alone():
    assert taken_back(("prevent",), 1)
    assert taken_back(("enable", "may"), 1)
    assert not taken_back(("closed", "prevent"), 1)
    assert not taken_back(("infeasible",), 1)
    assert not taken_back(("prevent",), 0)
    assert not taken_back(("more",), 1)
    assert not taken_back((), 1)
