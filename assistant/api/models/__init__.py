"""The JSON of requests and responses, as the contract names it; the command line prints the same.

``requests`` is what a client sends.  ``answer`` is what a question comes to; ``documents`` and ``catalogue`` are what
can be searched and read; ``operation`` is the rest: health, feedback kept, problems.
"""
