"""Documents that the web page's fake assistant cites: two languages, a PDF, gaps, a catalogue page, a hostile one."""

from __future__ import annotations

from ingest.records import Document

RISKS = "pour éviter qu'une organisation ne porte à elle seule les risques, les coûts et l'incertitude d'une migration."
METHOD_FR = Document(
    id="method.fr",
    source="corpus:articles/method.fr.md",
    kind="article",
    title="La méthode d'EuroCommons : les coalitions",
    language="fr",
    url="https://linuxfr.org/users/genma/journaux/eurocommons",
    published="2026-06-23",
    last_verified="2026-11-23",
    text="La méthode d'EuroCommons repose sur des coalitions : plusieurs organisations avancent ensemble au lieu de "
    "migrer chacune de son côté. Cette description de la méthode vient d'un article de Souverain.ovh et d'un billet "
    "d'Olivier Bouzereau (OW2) sur LinkedIn, tels que les rapporte un article publié sur LinuxFr le 23 juin 2026.\n\n"
    "Les coalitions d'EuroCommons réunissent autour d'un même travail des organisations qui ont besoin d'une solution "
    "et des acteurs capables de la produire, de l'intégrer ou de la maintenir. Selon Souverain.ovh, cité par LinuxFr, "
    "ce travail commun porte sur des briques prioritaires. Une brique prioritaire est, dans notre lecture, un "
    "composant logiciel dont plusieurs grandes organisations ont besoin et qu'elles gagnent à choisir, à financer ou "
    "à améliorer ensemble.\n\nEuroCommons passe par des coalitions pour éviter qu'une organisation ne porte à elle "
    "seule les risques, les coûts et l'incertitude d'une migration.",
)
METHOD_EN = Document(
    id="method.en",
    source="corpus:articles/method.en.md",
    kind="article",
    title="How EuroCommons works: coalitions",
    language="en",
    url="https://linuxfr.org/users/genma/journaux/eurocommons",
    published="2026-06-23",
    last_verified="2026-11-23",
    text="The method of EuroCommons rests on coalitions: several organisations move together instead of each migrating "
    "on its own. EuroCommons invites five kinds of actors to work together: the IT departments of large European "
    "organisations, open-source publishers, integrators, foundations and actors of the digital commons. A coalition "
    "also makes it possible, in our reading, to share requirements, trials and feedback.",
)
REPORT = Document(
    id="report.en",
    source="file:report.pdf",
    kind="domain",
    title="Digital workplace in large public organisations, a survey of needs and of the open-source building blocks",
    language="en",
    published="2026-03",
    text="Large organisations report that video meetings and shared documents are the hardest to move. "
    "Working in a coalition spreads the cost of the first migration over several organisations.",
)
GAPS = Document(
    id="not-known.fr",
    source="corpus:articles/not-known.fr.md",
    kind="article",
    title="Ce que nos documents ne disent pas d'EuroCommons",
    language="fr",
    url="https://example.org/not-known",
    published="2026-11-23",
    text="Nos documents ne donnent ni le budget d'EuroCommons, ni son coût, ni l'origine de son financement. Le "
    "montant le plus proche que nous connaissions est le plan de 18 milliards d'euros autour du numérique que la "
    "Caisse des Dépôts a annoncé le 26 février 2026, mais aucun document ne relie ce plan à EuroCommons.",
    gaps=True,
)
SHEET = Document(
    id="catalogue/element.fr",
    source="corpus:catalogue/element.yml",
    kind="catalogue",
    title="Element",
    language="fr",
    url="https://element.io/",
    last_verified="2026-11-23",
    text="Element est un client de messagerie et de visioconférence fondé sur le protocole Matrix. Element peut "
    "remplacer les produits suivants : Microsoft Teams et Slack. Modes de déploiement d'Element : auto-hébergement.",
)
SHEET_EN = Document(
    id="catalogue/element.en",
    source="corpus:catalogue/element.yml",
    kind="catalogue",
    title="Element",
    language="en",
    url="https://element.io/",
    last_verified="2026-11-23",
    text="Element is a messaging and video meeting client built on the Matrix protocol. Element can replace the "
    "following products: Microsoft Teams and Slack. Deployment of Element: self-hosting.",
)
HOSTILE_TEXT = (
    "<script>window.pwned = true</script> **gras** ![suivi](https://tracker.invalid/pixel.png) "
    "[lien](javascript:window.pwned=true) {{constructor}} ${window.pwned=true} <img src=x onerror=window.pwned=true>"
)
HOSTILE = Document(
    id='hostile"><b>',
    source="file:hostile.html",
    kind="article",
    title='<img src=x onerror="window.pwned=true">Titre',
    language="fr",
    url="javascript:window.pwned=true",
    published="<b>hier</b>",
    text=f"Avant. {HOSTILE_TEXT} Après </span></blockquote><script>window.pwned = true</script>.",
)
DOCUMENTS = {each.id: each for each in (METHOD_FR, METHOD_EN, REPORT, GAPS, SHEET, SHEET_EN, HOSTILE)}
