"""Quizzes: items made from the glossary, grades, the course of a session. Time and chance are passed in."""
