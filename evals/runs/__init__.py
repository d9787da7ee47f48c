"""Runs that are kept: ``records`` are what a run holds, ``provenance`` what is needed to repeat it, ``files`` its
folder, ``store`` its place in the database.
"""
