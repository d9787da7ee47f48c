"""The catalogue to look through: ``listing`` filters it, ``entry`` tells a solution, ``compare`` sets some in a table.

``routes`` gives each an address that can be shared; the facts are those of ``assistant.catalogue``.
"""
