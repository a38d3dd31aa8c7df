"""Finds the glossary's terms in a whole message."""
