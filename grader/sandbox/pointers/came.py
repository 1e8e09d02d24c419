"""What to try where a check says what came back, and it is of a kind that everybody gets who begins. A pointer, and no verdict hangs on it."""

from __future__ import annotations

import re

NOTHING = (
    "A function gives back None where it comes to no `return` with a value: to print is not to return. append() and sort(), which change the list "
    "itself, give back None, too, and so do start() and join(). Or was None put there, as what a queue hands on?"
)
"""What to try where nothing came back."""
_FUTURE = "A Future only promises a result. Its result() waits for it, and gives it."
_PROMISED = "What a pool gives back at once only promises a result. Its get() waits for it, and gives it."
CALLED = "A function is only named there; called, with parentheses, it gives what it returns."
COROUTINE = "What an `async def` gives is only begun; `await` waits for it, and at the top asyncio.run(…) does."
_ONE_BY_ONE = "It gives one by one what it comes to; list(…) makes a list of that."
_FILLED_IN = 'What stands in braces is filled in only where an f stands before the quotes: f"…".'
_IN_BRACES = re.compile(r"""\b(?:got|returned|gave back|is) \W{0,2}["'][^"']*\{[A-Za-z_][\w.]*(?::[^\s"'{}]+)?\}""")
_KIND = re.compile(r"\b(?:got|returned|gave back|is) \W*<(?:the submission's )?(\w+)\b")
_KINDS = {
    **dict.fromkeys(("AsyncResult", "ApplyResult", "MapResult"), _PROMISED),
    "Future": _FUTURE,
    "coroutine": COROUTINE,
    **dict.fromkeys(
        ("generator", "map", "filter", "zip", "enumerate", "IMapIterator", "IMapUnorderedIterator"), _ONE_BY_ONE
    ),
    **dict.fromkeys(("function", "method", "builtin_function_or_method"), CALLED),
}


def for_value(said: str) -> str | None:
    """What to try where a check says that this came back."""
    if re.search(r"\b(got|returned|gave back|is) [\[(]?None\b", said):
        return NOTHING
    kind = _KIND.search(said)
    if kind is not None:
        return _KINDS.get(kind[1])
    return _FILLED_IN if _IN_BRACES.search(said) else None
