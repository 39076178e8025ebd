"""A run: inputs planned into shards, shards read in one process or many, Parquet parts and a manifest."""

from .run import Options, RunError, Summary, run

__all__ = ["Options", "RunError", "Summary", "run"]
