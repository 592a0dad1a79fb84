"""Fails unless nine in ten operations of the contract were answered 2xx at least once."""

import collections
import os
import sys
from pathlib import Path

import requests

SHARE = 0.9
METHODS = {"get", "put", "post", "delete", "patch", "options", "head"}


def main():
    contract = requests.get(f"{os.environ['CI_BASE']}/openapi.json", timeout=30).json()
    operations = {
        operation["operationId"]
        for item in contract["paths"].values()
        for method, operation in item.items()
        if method in METHODS
    }
    answers = collections.defaultdict(collections.Counter)
    for line in (Path(os.environ["CI_WORK"]) / "answers").read_text().splitlines():
        operation, status = line.split()
        answers[operation][status] += 1
    good = {operation for operation in operations if any(s.startswith("2") for s in answers[operation])}
    for operation in sorted(operations - good):
        print(f"never 2xx: {operation} {dict(answers[operation])}")
    requests_sent = sum(counter.total() for counter in answers.values())
    print(f"{len(good)} of {len(operations)} operations were answered 2xx, in {requests_sent} requests")
    if len(good) < SHARE * len(operations):
        sys.exit(f"fewer than {SHARE:.0%}")


if __name__ == "__main__":
    main()
