"""Measuring: scores against gold, runs compared, what each rule did, floors and snapshots of the corpus.

Everything here computes and returns data; ``inspect`` and the command line show it. Nothing here is part of reading an
article.
"""
