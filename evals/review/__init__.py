"""From use to tests: questions that readers disliked or that got no answer, made cases by a person.

``sources`` reads them from feedback and conversations, ``candidates`` makes one of those asked alike, ``proposing``
the case to start from, ``accepting`` adds what a person accepts to a suite, ``decisions`` remembers what was decided.
``desk`` is all of it for a page, ``terminal`` for a person at a terminal, ``table`` for a spreadsheet.
"""
