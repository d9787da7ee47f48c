"""The assistant as tools of the Model Context Protocol, an outer layer: ``server`` offers ``tools``, ``serving`` runs.

The results are the JSON of the HTTP API (``assistant.api.models``).
"""
