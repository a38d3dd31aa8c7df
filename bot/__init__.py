"""The engine of Naruhaya: it knows Japanese, quizzes and storage, and no platform.

text        normalising, scripts, kana, romaji, search keys, similarity
lexicon     entries and contrasts: model, loader, lookup
quiz        items, grading, the course of a quiz
daily       which word belongs to a day
ports       what the core asks of storage; storage keeps it in SQLite or PostgreSQL
commands    every command, declared once: options, handler, presenter
engine      builds all of it from settings
"""
