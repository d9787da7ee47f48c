"""A run as one HTML file that an organiser reads: ``content`` gathers it, ``plots`` draws it, ``page`` writes it.

``coverage`` says what of the corpus the questions reached.  Texts are in ``texts.yml``, in both languages.
"""
