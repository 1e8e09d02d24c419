"""Who ends what nobody began reaches for nothing: `sys.settrace(None)`, with which `doctest` cleans up after itself.

No audit event says what is set, so the functions themselves look.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def ending_nothing_is_nothing() -> None:
    """From now on the event is raised only where somebody sets a function, or takes one away."""
    sys.settrace = _unless_in_vain(sys.settrace, sys.gettrace)
    sys.setprofile = _unless_in_vain(sys.setprofile, sys.getprofile)


def _unless_in_vain(really: Callable[[Any], None], present: Callable[[], Any]) -> Callable[[Any], None]:
    def set_function(function: Any, /) -> None:
        if function is not None or present() is not None:
            really(function)

    set_function.__name__ = set_function.__qualname__ = really.__name__
    return set_function
