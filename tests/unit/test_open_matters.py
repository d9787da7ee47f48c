"""What is only proposed, or not known, and a claim that settles it."""

from __future__ import annotations

import pytest

from assistant.verification.open_matters import is_only_proposed, leaves_out_ignorance, leaves_out_proposal
from assistant.verification.words import Text

BILL: Text = ("A limit of forty decibels was proposed in the debate.", "en")
PROJET: Text = ("Une limite de quarante décibels a été proposée pendant le débat.", "fr")
GAP: Text = ("Our documents do not say how many villages kept their baker.", "en")
LACUNE: Text = ("Nos documents ne disent pas combien de villages ont gardé leur boulanger.", "fr")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The limit of forty decibels was adopted.", "en"), BILL),
        (("The debate imposed a limit of forty decibels.", "en"), BILL),
        (("Une limite de quarante décibels est entrée en vigueur.", "fr"), PROJET),
        (("Une limite de quarante décibels a été adoptée.", "fr"), BILL),
    ],
)
def test_a_proposal_told_as_done_is_found(claim: Text, told: Text) -> None:
    assert is_only_proposed(claim, told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("A limit of forty decibels was put forward.", "en"), BILL),
        (("The proposal would have imposed a limit of forty decibels.", "en"), BILL),
        (("Une limite a été proposée lors du débat.", "fr"), PROJET),
        (("The limit was adopted.", "en"), ("The limit that was proposed was adopted in May.", "en")),
    ],
)
def test_a_proposal_told_as_one_is_not(claim: Text, told: Text) -> None:
    assert not is_only_proposed(claim, told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("No village kept its baker.", "en"), GAP),
        (("Aucun village n'a gardé son boulanger.", "fr"), LACUNE),
        (("Tous les villages ont gardé leur boulanger.", "fr"), GAP),
    ],
)
def test_what_is_not_known_told_as_known_is_found(claim: Text, told: Text) -> None:
    assert leaves_out_ignorance(claim, told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("It is not known how many villages kept their baker.", "en"), GAP),
        (("How many villages kept their baker is unknown.", "en"), GAP),
        (("Le nombre de villages qui ont gardé leur boulanger ne figure pas dans les documents.", "fr"), LACUNE),
        (("No village kept its baker.", "en"), ("Two villages kept their baker.", "en")),
    ],
)
def test_what_is_told_as_unknown_is_not(claim: Text, told: Text) -> None:
    assert not leaves_out_ignorance(claim, told)


PLEA: Text = ("The council proposes that the tram be free on Sundays.", "en")
VOEU: Text = ("Le conseil propose de rendre le tramway gratuit le dimanche.", "fr")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The tram is free on Sundays.", "en"), PLEA),
        (("Le tramway sera gratuit le dimanche.", "fr"), VOEU),
        (("Le tramway est rendu gratuit le dimanche par le conseil.", "fr"), VOEU),
    ],
)
def test_a_proposal_told_as_so_is_found(claim: Text, told: Text) -> None:
    assert leaves_out_proposal(claim, told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The council suggests that the tram be free on Sundays.", "en"), PLEA),
        (("The tram should be free on Sundays.", "en"), PLEA),
        (("Le conseil souhaite rendre le tramway gratuit le dimanche.", "fr"), VOEU),
        (("Le logiciel offre un agenda.", "fr"), ("Le logiciel propose un agenda partagé.", "fr")),  # offers a thing
    ],
)
def test_a_proposal_in_other_words_is_not(claim: Text, told: Text) -> None:
    assert not leaves_out_proposal(claim, told)
