"""A question's answer as a document for a committee: what was asked, what answers, compared, with every source.

``dossier`` makes the values, of ``cells`` (one fact of one entry), ``references`` (numbered sources) and ``asked`` (the
criteria in words); ``layout`` puts them in order as ``blocks``, which ``markdown`` and ``odt`` write; ``csv_table``
writes the table alone; ``formats`` names the writers.  Pure functions; the words are in ``texts.yml``.
"""
