"""Suites as files: YAML (``yaml_files``), spreadsheets (``tables``, ``columns``), and the JSON Schema of a file.

Every reader collects all the problems of a file before it refuses it, each with its place and its key.
"""
