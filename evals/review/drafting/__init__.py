"""Questions proposed from the corpus, in French and in English, with what their answers must show.

``wordings.yml`` has the phrases, ``catalogue`` makes questions of typed facts, ``pages`` of headings and glossary,
``drafts`` chooses among them and makes the pairs of cases.
"""
