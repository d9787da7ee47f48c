"""Runs kept in a folder and in the database, and read again."""

import json
from datetime import UTC, datetime

import pytest
from eval_fakes import Mute, run_over
from sqlalchemy import create_engine, text

from assistant.settings import Settings
from evals.commands import read_run
from evals.errors import NoSuchRun, OutputError
from evals.report import run_markdown
from evals.runs.files import write_run
from evals.runs.records import Run, run_id
from evals.runs.store import RunStore


def test_a_run_reads_back_as_it_was_written(run, tmp_path, settings):
    done = run(Mute())
    write_run(done, run_markdown(done), tmp_path / "there")

    assert read_run(str(tmp_path / "there"), settings) == done
    assert read_run(str(tmp_path / "there" / "run.json"), settings) == done


def test_the_database_gives_a_run_back(run, settings):
    first, second = run(Mute()), run(Mute(), "other")
    store = RunStore(settings.database)
    store.add(first)
    store.add(second)

    assert store.get(first.id) == first
    assert read_run(second.id, settings) == second
    assert [(one.id, one.passed, one.cases) for one in store.newest()] == [(second.id, 1, 1), (first.id, 2, 3)]
    assert list(store.whole(1)) == [second]


def test_a_run_holds_what_is_needed_to_repeat_it(run):
    done = run(Mute(), seed=7)
    again = run(Mute(), seed=7)

    assert done.provenance == again.provenance
    assert done.estimates["all"]["pass_rate"] == again.estimates["all"]["pass_rate"]
    assert (done.provenance.seed, done.provenance.repeats) == (7, 1)
    assert set(done.provenance.suites) == {"mine"}
    assert {"python", "torch", "eurocommons-assistant"} <= done.provenance.versions.keys()
    assert done.provenance.settings["embedding_model"] == "default"
    assert all(len(value) == 64 for value in done.provenance.prompts.values())
    assert done.provenance.prompts


def test_no_address_and_no_secret_is_recorded(suites):
    settings = Settings(chroma_url="https://chroma.example.org", database_url="postgresql://me:secret@db.example.org/x")
    told = run_over(Mute(), suites, settings).model_dump_json()

    assert [word for word in ("chroma.example", "db.example", "secret") if word in told] == []


def test_a_database_of_a_newer_version_is_left_alone(settings, run):
    RunStore(settings.database).add(run(Mute()))
    with create_engine(settings.database).begin() as connection:
        connection.execute(text("UPDATE eval_format SET number = 99"))

    with pytest.raises(OutputError, match="format 99"):
        RunStore(settings.database).newest()


def test_an_unknown_run_names_those_that_exist(run, settings):
    done = run(Mute())
    RunStore(settings.database).add(done)

    with pytest.raises(NoSuchRun, match=done.id):
        read_run("yesterday", settings)


def test_a_record_that_is_not_one_is_refused(tmp_path, settings):
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")

    with pytest.raises(NoSuchRun, match="not the record of a run"):
        read_run(str(tmp_path), settings)


def test_run_ids_sort_by_time_and_name_the_snapshot():
    early, late = (run_id(datetime(2026, 7, day, tzinfo=UTC), "301f17208f19490d") for day in (1, 2))

    assert early < late
    assert early.endswith("-301f17208f19")


def test_a_record_of_the_first_format_is_read(run):
    old = json.loads(run(Mute()).model_dump_json())
    for name in ("format", "estimates", "provenance", "queries", "seconds"):
        del old[name]

    assert Run.model_validate(old).metrics["pass_rate"] == pytest.approx(2 / 3)
