"""What all tests share: where the checkout is, a cache of their own, and property tests that draw the same examples
every time.
"""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A red test has to stay red until somebody mends it, and a slow machine is no bug.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

# Rules are made once for all tests and the processes that they start, and not from what earlier runs left behind.
if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker shares the cache of the process that started it
    _CACHE = tempfile.TemporaryDirectory(prefix="safqa-tests-")
    os.environ["SAFQA_CACHE"] = _CACHE.name


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's top folder."""
    return Path(__file__).resolve().parent.parent
