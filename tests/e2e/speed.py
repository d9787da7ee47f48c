"""How long a visitor waits in Chromium: for a first screen that can be used, and for the first words of an answer.

``python tests/e2e/speed.py ADDRESS [-n 10]`` measures a running server and prints medians; no test reads them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from e2e.web_site import chromium  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402

QUESTIONS = (
    "Comment fonctionnent les coalitions ?",
    "Que prendre à la place de Teams, hébergeable chez nous, éditeur européen ?",
    "What is the EuroCommons programme?",
    "What is the licence of Nextcloud, and who is behind it?",
    "Quel est le budget du programme ?",
)
TARGETS_MS = {"first screen, cold": 3_000, "first screen, again": 3_000, "first words": 500}


def main(address: str, times: int) -> int:
    """Print the median and the longest wait of each sort; 1 when a median is beyond its target."""
    with chromium() as browser:
        waits = {
            "first screen, cold": [first_screen(browser, address) for _ in range(times)],
            "first screen, again": first_screen_again(browser, address, times),
            "first words": first_words(browser, address, times),
        }
    print(f"{'wait':<22}{'median ms':>10}{'longest':>9}{'target':>8}")
    for name, found in waits.items():
        print(f"{name:<22}{statistics.median(found):>10.0f}{max(found):>9.0f}{TARGETS_MS[name]:>8}")
    return int(any(statistics.median(found) > TARGETS_MS[name] for name, found in waits.items()))


def first_screen(browser: Browser, address: str) -> float:
    """Milliseconds until the question box of a new visitor's page takes a question."""
    context = browser.new_context()
    page = context.new_page()
    waited = _opened(page, address)
    context.close()
    return waited


def first_screen_again(browser: Browser, address: str, times: int) -> list[float]:
    """The same for a visitor who has been here before."""
    page = browser.new_context().new_page()
    _opened(page, address)
    waits = [_opened(page, address) for _ in range(times)]
    page.context.close()
    return waits


def first_words(browser: Browser, address: str, times: int) -> list[float]:
    """Milliseconds from sending a question to the first sentence of its answer on the page."""
    page = browser.new_context().new_page()
    _opened(page, address)
    waits = []
    for number in range(times):
        page.locator("#ec-question textarea").fill(QUESTIONS[number % len(QUESTIONS)])
        begun = time.perf_counter()
        page.locator("#ec-question textarea").press("Enter")
        page.locator(f"#ec-turn-{number + 1} .ec-sentence").first.wait_for(timeout=30_000)
        waits.append((time.perf_counter() - begun) * 1000)
        page.locator(f'#ec-turn-{number + 1}[data-stage="done"]').wait_for(timeout=30_000)
    page.context.close()
    return waits


def _opened(page: Page, address: str) -> float:
    begun = time.perf_counter()
    page.goto(address)
    page.locator("html[data-ready]").wait_for(timeout=30_000)
    page.locator("#ec-question textarea").click(timeout=30_000)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", metavar="ADDRESS", help="of a running server, such as http://127.0.0.1:7860")
    parser.add_argument("-n", type=int, default=10, help="visits and questions (default: 10)")
    given = parser.parse_args()
    raise SystemExit(main(given.address, given.n))
