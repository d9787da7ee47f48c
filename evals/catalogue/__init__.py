"""Catalogue questions checked without the model: what is read and selected, against a filter written twice.

``facts`` reads the corpus's YAML files; ``brute_force`` says which entries a wish selects, without the assistant's
predicates; ``generator`` writes random questions from ``wordings.yml``; ``cases`` holds the hand-written ones of
``evals/catalogue_cases``; ``checking`` compares the assistant with the filter.
``python -m evals.catalogue`` runs both.
"""
