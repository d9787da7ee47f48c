"""What tests of runs share: suites, gates, and runs of them over a fake assistant."""

import pytest
from eval_fakes import GATES, Mute, command_over, run_over, write_suites

from assistant.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home")


@pytest.fixture
def suites(tmp_path):
    return write_suites(tmp_path / "suites")


@pytest.fixture
def gates(tmp_path):
    path = tmp_path / "gates.yml"
    path.write_text(GATES, encoding="utf-8")
    return path


@pytest.fixture
def run(suites, settings):
    return lambda fake, *names, **options: run_over(fake, suites, settings, *names, **options)


@pytest.fixture
def command(settings, suites, gates):
    """Runs the command over a fake and returns its exit code."""
    return lambda *names, fake=None, **arguments: command_over(
        fake or Mute(), suites, gates, settings, suites=list(names), **arguments
    )
