"""Conversations as data (``fr.yml``, ``en.yml``): played turn by turn, and checked against the corpus."""
