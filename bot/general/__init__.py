"""A general dictionary for words the glossary does not have: optional, read-only, built from JMdict on the spot."""
