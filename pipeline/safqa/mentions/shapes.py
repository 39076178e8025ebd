"""The shape of a name: whether a word looks foreign in Arabic letters, and what a name sounds like in both scripts.

Arabic words are a root of three (or four) consonants cast in a pattern (Ryding 2005, ch. 3; Holes 2004, ch. 3). A word
of five letters or more that no pattern and no ending explains is nearly always a transliteration.
"""

from __future__ import annotations

from functools import lru_cache

import regex

# Patterns after folding, F a radical. Weak and assimilated forms have patterns of their own. Loaded from
# ``rules/grammar/patterns.tsv`` by ``Patterns``; letters stand for themselves.
_RADICAL = "[^اهي\\W\\d_]"
_ANY_RADICAL = "[^اه\\W\\d_]"
_LATIN_VOWELS = regex.compile(r"[aeiouyhw\W\d_]")
_ARABIC_WEAK = regex.compile(r"[اويهعءأإئؤةى\W\d_]")
# One letter a sound: what Arabic writes alike or in several ways is one sound in both scripts.
_FROM_ARABIC = str.maketrans({
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ط": "t", "ج": "g", "غ": "g", "گ": "g", "چ": "g", "ح": "", "خ": "k",
    "د": "d", "ذ": "d", "ض": "d", "ر": "r", "ز": "z", "ظ": "z", "س": "s", "ش": "s", "ص": "s", "ف": "f", "ڤ": "f",
    "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
})  # fmt: skip
_DIGRAPHS = [("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("gh", "g"),
             ("ck", "k"), ("ng", "ng"), ("x", "ks"), ("qu", "k"), ("dj", "g"), ("ts", "ts")]  # fmt: skip
_FROM_LATIN = str.maketrans({"p": "b", "v": "f", "c": "k", "q": "k", "j": "g"})
_DOUBLED = regex.compile(r"(.)\1+")
