"""What the Classroom reporter and the runner ask of a step's outputs beyond their form.

Sources: autograding-grading-reporter, src (console: passed tests of all, times max_score; notice: the sum of scores,
without those of a runner that is worth 0);
docs.github.com, "Workflow commands" (a line that begins with `::` is a command).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any


def parsed(data: bytes) -> dict[str, Any]:
    """Read `name=value` lines; what a runner says is JSON in base64."""
    document: dict[str, Any] = {}
    for line in data.decode("utf-8").splitlines():
        name, equals, value = line.partition("=")
        if not equals or name in document:
            raise ValueError(f"{line[:60]!r} is no `name=value` of its own")
        document[name] = _decoded(name, value) if name.startswith("check-") else value
    return document


def _decoded(name: str, value: str) -> Any:
    try:
        return json.loads(base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError) as odd:
        raise ValueError(f"{name} is no JSON in base64: {odd}") from None


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """Both ways to add up must agree, and nothing may be a command."""
    for name, runner in document.items():
        if not isinstance(runner, dict):
            continue
        tests, most = runner["tests"], runner["max_score"]
        earned = sum(test["score"] for test in tests)
        console = most * sum(test["status"] == "pass" for test in tests) / len(tests)
        if runner["status"] == "pass" and console - earned > 0.001:
            yield f"{name}: the console would say {console:g} points, the notice {earned:g}"
        if earned and not most:
            yield f"{name}: {earned:g} points in a runner that is worth 0, which the notice passes over"
        for test in tests:
            if any(line.strip().startswith(("::", "##[")) for line in f"{test['name']}\n{test['message']}".split("\n")):
                yield f"{name}: a line begins like a command to the runner"
