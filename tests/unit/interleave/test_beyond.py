"""What the library does to shared things out of sight costs the proof, and is named."""

import ast

import pytest

from grader.interleave.beyond import escapes_in

SEEN = {
    "@functools.lru_cache\ndef f(x): ...": "lru_cache",
    "import functools\n@functools.cache\ndef f(x): ...": "functools.cache",
    "from functools import cache": "functools.cache",
    "d = UserDict(v=0)": "UserDict",
    "heapq.heappush(h, 1)": "heappush",
    "s = io.StringIO()": "StringIO",
    "struct.pack_into('i', b, 0, 1)": "pack_into",
    "get = operator.attrgetter('v')": "attrgetter",
    "list(map(v.__setitem__, [0], [1]))": "__setitem__",
}


@pytest.mark.parametrize("text", SEEN)
def test_it_is_named_with_its_line(text):
    found = escapes_in({"a.py": ast.parse(f"pass\n{text}\n")})

    assert SEEN[text] in {what for _, _, what in found}
    assert all(line > 1 for _, line, _ in found)


@pytest.mark.parametrize("text", ["v.__setitem__(0, 1)", "v[0] = 1", "cache = {}", "self.cache = 1"])
def test_plain_accesses_are_under_control(text):
    assert [] == escapes_in({"a.py": ast.parse(text)})
