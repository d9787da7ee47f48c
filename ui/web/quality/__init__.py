"""For organisers, behind a password: runs and what they say, launching a suite, readers' opinions, the corpus.

``door`` lets in, ``bench`` runs suites in the background, ``corpus`` tells freshness, ``routes`` serves the pages.
Without a password in the settings there is none of it.
"""
