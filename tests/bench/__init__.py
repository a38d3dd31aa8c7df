"""Measures the search beside other ways of searching, in one run: ``make bench``.

Every engine gets the same words and the same questions, and each is measured in a process of its own, so that none
pays for another's memory. Run ``python -m tests.bench --help``.
"""
