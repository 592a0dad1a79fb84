"""Runs the README's first command in an empty folder, then the curl lines that it prints and those of the README, as a stranger would."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600  # seconds, with the build
LINES = 5
# Some of the demo's people, with their duties.
PEOPLE = {
    "resident": "resident",
    "dispatcher": "dispatcher",
    "worker": "worker",
    "volunteer": "volunteer",
    "volunteer2": "volunteer",
    "volunteer3": "volunteer, resident",
    "branch": "branch_secretary",
    "committee": "committee_member",
    "department": "department_officer",
    "other-street": "street_officer",
    "admin": "administrator",
}


def command():
    """The first command of the README, made to run from elsewhere."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    words = shlex.split(re.search(r"^\s*(cargo run\b.*)$", readme, re.M).group(1), comments=True)
    assert words == ["cargo", "run", "--", "serve", "--demo"], f"the README begins with {words}"
    return [*words[:2], "--locked", "--manifest-path", str(ROOT / "Cargo.toml"), *words[2:]]


def curl_lines(printed):
    return [line.strip().removeprefix("$ ") for line in printed if re.search(r"(^|[\s(])curl\s", line)]


def wait_for_lines(server, printed, done):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        lines = curl_lines(list(printed))
        if len(lines) >= LINES:
            return lines
        if done.is_set():
            sys.exit(f"the server ended with {server.wait()} before it printed {LINES} curl lines")
        time.sleep(0.2)
    sys.exit(f"no {LINES} curl lines within {PATIENCE} s")


def answers(text):
    """The JSON objects in a text, in order."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
            found.append(value)
        except json.JSONDecodeError:
            at += 1
    return found


def told(title):
    """The lines of the README under a title, for the shell that has run the printed ones."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {title}.*?(?=^##)", readme, re.S | re.M).group()
    return "".join(re.findall(r"```sh\n(.*?)```", section, re.S))


def check_greeting(printed):
    """Progress, then the addresses, then the people with their duties."""
    text = "".join(printed)
    progress = re.findall(r"^Demo: .*…$", text, re.M)
    assert len(progress) > 5, f"hardly any progress was printed: {progress}"
    for page in ("/docs", "/openapi.json"):
        assert re.search(rf"http://127\.0\.0\.1:\d+{page}", text), f"the address of {page} was not printed"
    assert text.index(progress[-1]) < text.index("/docs"), "the addresses were printed before the neighbourhood was there"
    for account, duties in PEOPLE.items():
        assert re.search(rf"^  {account} +{duties}  +\S", text, re.M), f"{account} was not printed as {duties}"


def bare(folder):
    """A folder for PATH that holds bash and curl and nothing else."""
    programs = Path(folder) / "programs"
    programs.mkdir()
    for name in ("bash", "curl"):
        (programs / name).symlink_to(Path(shutil.which(name)).resolve())
    return str(programs)


def check(lines, output):
    assert len(lines) == LINES, f"{len(lines)} curl lines instead of {LINES}"
    given = answers(output)
    assert given, "the curl lines printed no JSON"
    for answer in given:
        assert "code" not in answer or "status" not in answer, f"a curl line was refused: {answer}"
    ticket = last(given, "whistles")
    supervised = ticket.get("state") == "closed" or ticket.get("supervisions")
    assert supervised, f"the ticket is neither closed nor supervised: {ticket}"
    whistles = ticket["whistles"]
    assert whistles[0].get("state") == "finished", f"the whistle did not come to its end: {whistles}"
    check_rating(given)


def last(given, field):
    """The last answer with the field."""
    found = [answer for answer in given if field in answer]
    assert found, f"no answer has {field}"
    return found[-1]


def check_rating(given):
    """Each step of the story, as the last answer of its kind tells."""
    states = {
        "rectifications": "verified",
        "households": "open",
        "recheck_until": "upheld",
        "sheets_due": "final",
        "published_by": "proposed",
        "list_state": "kept",
    }
    for field, state in states.items():
        told = last(given, field)
        assert told["state"] == state, f"not {state}: {told}"
    paper = last(given, "media_type")
    assert (paper["subject_kind"], paper["number"]) == ("finding", 1), f"no paper was attached: {paper}"
    score = last(given, "score")
    assert len(score["score"]["aspects"]) == 8, f"no score is explained: {score}"
    assert score["revisions"], f"the score was not corrected: {score}"
    shown = last(given, "items")["items"]
    public = [rating["cycle"]["state"] for rating in shown]
    assert public and set(public) == {"final"}, f"a stranger is shown {public}"
    listed = [answer["listings"] for answer in given if isinstance(answer.get("listings"), list)]
    assert listed and listed[-1], "no list was published"


def main():
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LIANJIAN_")}
        server = subprocess.Popen(command(), cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        printed, done = [], threading.Event()

        def read():
            for line in server.stdout:
                print("  |", line, end="", flush=True)
                printed.append(line)
            done.set()

        threading.Thread(target=read, daemon=True).start()
        try:
            lines = wait_for_lines(server, printed, done)
            time.sleep(1)  # the end of the greeting
            check_greeting(list(printed))
            lines = curl_lines(list(printed))
            # One shell for all, as when they are pasted: a later line may use what an earlier one kept.
            programs = bare(folder)
            ran = subprocess.run([f"{programs}/bash"], input="\n".join([*lines, told("One whistle"), told("How an enterprise")]),
                                 cwd=folder, text=True, env={**environment, "PATH": programs}, capture_output=True,
                                 timeout=60)
            print(ran.stdout, ran.stderr, sep="\n", flush=True)
            assert "command not found" not in ran.stderr, "the curl lines need more than bash and curl"
            assert ran.returncode == 0, f"the curl lines ended with {ran.returncode}"
            check(lines, ran.stdout)
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(timeout=45)
        assert code == 0, f"the server ended with {code} when asked to stop"


if __name__ == "__main__":
    main()
