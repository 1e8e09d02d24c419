"""Annotations like `Queue[int]`: what can be subscripted in the library of this interpreter can be here."""

from __future__ import annotations

from types import GenericAlias
from typing import Any


def subscripted_as(original: Any, *models: type) -> None:
    """Let these models be subscripted if the original can be."""
    if hasattr(original, "__class_getitem__"):
        for model in models:
            model.__class_getitem__ = classmethod(GenericAlias)  # type: ignore[attr-defined]
