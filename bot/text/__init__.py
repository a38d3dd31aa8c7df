"""Japanese text: cleaning, scripts, kana, romaji, search keys, inflection, likeness. Knows no glossary."""
