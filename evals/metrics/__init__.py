"""Metrics: pure functions, each with its source in the docstring.

``checks`` says what of one answer is right or wrong; ``scores`` makes of it the numbers of one case, with
``citations`` (support) and ``ranking`` (retrieved documents); ``table`` names every metric of a run and averages the
scores of its cases.  What does not apply is None, never 0, and stays out of every mean.
"""
