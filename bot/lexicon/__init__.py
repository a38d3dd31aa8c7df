"""The glossary: what it holds, how it is read and checked, and how a word in it is found."""
