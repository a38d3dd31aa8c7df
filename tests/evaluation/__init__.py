"""An evaluation of the search with queries made by rules of their own.

Nothing here uses the engine's conversions or keys: the romanisers, the slips and the old kanji are written a second
time, from the sources, so that engine and evaluation cannot share a mistake. Run ``python -m tests.evaluation``.
"""
