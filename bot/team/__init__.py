"""A team's own glossary over the shared one: its words, its rules about words, and both together as one vocabulary."""
