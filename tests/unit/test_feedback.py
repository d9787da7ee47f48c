"""Opinions on answers are kept in the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from assistant.feedback import Feedback, FeedbackStore


def store_in(folder):
    return FeedbackStore(f"sqlite:///{folder / 'deep' / 'eurocommons.db'}")


def test_an_opinion_comes_back_as_it_was_given(tmp_path):
    given = Feedback("Où ?", "down", "s", "snapshot-1", ("off-topic", "too-long"), "Non, à côté.")
    store = store_in(tmp_path)
    store.add(given)
    assert store.newest() == [given]


def test_opinions_outlive_the_process(tmp_path):
    first = store_in(tmp_path)
    first.add(Feedback("Q", "up"))
    first.close()
    assert [one.rating for one in store_in(tmp_path).newest()] == ["up"]


def test_the_newest_opinions_come_first(tmp_path):
    store = store_in(tmp_path)
    for day in (1, 3, 2):
        store.add(Feedback(str(day), "up", created_at=datetime(2026, 1, day, tzinfo=UTC)))
    assert [one.question for one in store.newest(limit=2)] == ["3", "2"]


def test_many_threads_may_give_opinions_at_once(tmp_path):
    store = store_in(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.add(Feedback(str(n), "up")), range(40)))
    assert len(store.newest()) == 40


def test_nothing_is_written_before_the_first_opinion(tmp_path):
    store_in(tmp_path)
    assert list(tmp_path.iterdir()) == []
