"""Finding, reading and validating the rules, which live as data in ``rules/``."""
