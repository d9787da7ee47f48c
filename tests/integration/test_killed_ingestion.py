"""An ingestion killed at any step and run again ends as an uninterrupted one: nothing lost, nothing twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_run_killed_at_any_step_and_run_again_ends_in_the_same_state(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(4):
        (folder / f"note-{number}.txt").write_text(f"Le logiciel numéro {number} est libre.\n\n" * 40, encoding="utf-8")
    (folder / "copie.txt").write_text((folder / "note-1.txt").read_text(encoding="utf-8"), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "HF_HUB_OFFLINE": "1"}
    driver = Path(__file__).with_name("kill_driver.py")
    done = subprocess.run(
        [sys.executable, str(driver), str(folder), str(tmp_path / "homes")],
        capture_output=True,
        text=True,
        env=environment,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert "found" not in report, report
    assert report["documents"] == 4
    assert report["kills"] >= 30
