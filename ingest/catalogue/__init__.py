"""The catalogue's typed entries, and how their facts read in French and in English.

``schema`` says what an entry is; ``labels`` loads the tables beside the code (countries, governance, licences,
features); ``wording`` spells one fact; ``text`` makes an entry's page with the place of each fact in it.  Data and
pure functions, shared by the reader in ``ingest.readers.catalogue`` and by ``assistant.catalogue``.
"""
