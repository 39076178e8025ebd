"""What all tests share: where the checkout is, and property tests that draw the same examples every time."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A red test has to stay red until somebody mends it, and a slow machine is no bug.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's top folder."""
    return Path(__file__).resolve().parent.parent
