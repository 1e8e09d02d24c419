"""CPython's "Did you mean …?", worked out as the engine does it, alike on every version."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from grader.interleave.misspelt import closest


def suggested(kind: str, message: str, wrong: str, known: Sequence[str]) -> str:
    """The message of an exception of this kind, with what may have been meant by the `wrong` name."""
    if not wrong:
        return message
    close = f"self.{wrong}" if f"self.{wrong}" in known else closest(wrong, list(known))
    hints = [f"Did you mean: '{close}'?"] if close else []
    if kind == "NameError" and wrong in sys.stdlib_module_names:
        hints.append(f"{'Or did' if close else 'Did'} you forget to import '{wrong}'?")
    return f"{message.removesuffix('.')}. {' '.join(hints)}" if hints else message
