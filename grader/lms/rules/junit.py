"""What strict readers of JUnit XML ask for. Source: the schema of Jenkins' xunit plugin (junit-10.xsd)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase", "system-out", "system-err"},
    "properties": {"property"},
    "testcase": {
        "skipped", "error", "failure", "system-out", "system-err", "flakyFailure", "flakyError", "rerunFailure",
        "rerunError",
    },
}  # fmt: skip
_NEEDED = {
    "testsuite": ("name", "tests", "failures", "errors"),
    "property": ("name", "value"),
    "testcase": ("name",),
}
_COUNTS = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]{0,3})?")


def problems(data: bytes) -> list[str]:
    """Everything that a strict reader would not take."""
    if b"<!DOCTYPE" in data:
        return ["a document type is declared: it could define anything"]
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as odd:
        return [f"it cannot be read: {odd}"]
    if root.tag not in ("testsuites", "testsuite"):
        return [f"<{root.tag}> is neither <testsuites> nor <testsuite>"]
    return list(_within(root, root.tag))


def _within(element: Element, place: str) -> Iterator[str]:
    for name in _NEEDED.get(element.tag, ()):
        if name not in element.attrib:
            yield f"{place}: `{name}` is missing"
    time = element.get("time")
    if time is not None and not _TIME.fullmatch(time):
        yield f"{place}: {time!r} is no time in seconds with three decimals at most"
    if element.tag == "testsuite":
        yield from _counts(element, place)
    for number, child in enumerate(element, 1):
        if child.tag in _CHILDREN.get(element.tag, set()):
            yield from _within(child, f"{place}/{child.tag}[{number}]")
        elif element.tag in _CHILDREN:
            yield f"{place}: <{child.tag}> cannot stand here"


def _counts(suite: Element, place: str) -> Iterator[str]:
    for name, tag in _COUNTS.items():
        said, found = suite.get(name), len(list(suite.iter(tag)))
        if said is not None and said != str(found):
            yield f"{place}: `{name}` is {said}, but there {'is' if found == 1 else 'are'} {found}"
