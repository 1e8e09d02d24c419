"""Annotations like `Queue[int]`: a model can be subscripted wherever the library's class can."""

from __future__ import annotations

import importlib
import types

import pytest

from grader.interleave.models.queues import Queue
from grader.interleave.models.registry import models_for

EVERYTHING = ("concurrent", "multiprocessing", "tempfile", "functools", "datetime", "random", "secrets", "uuid", "os")
MODELS = {model.name: model for model in models_for(EVERYTHING)}


def _modelled(name: str) -> dict[str, object]:
    """What stands for the names of this module, by name."""
    found = MODELS[name].replace(importlib.import_module(name))
    return dict(vars(found) if isinstance(found, types.ModuleType) else found)


@pytest.mark.parametrize("module", MODELS)
def test_what_has_parameters_in_life_has_them_here(module):
    """Compared with the library of the interpreter that runs, class by class."""
    real = importlib.import_module(module)
    for name, model in _modelled(module).items():
        original = getattr(real, name, None)
        if isinstance(original, type) and isinstance(model, type):
            theirs, ours = hasattr(original, "__class_getitem__"), hasattr(model, "__class_getitem__")
            assert theirs == ours, f"{module}.{name}"
            if theirs:
                assert model[int].__origin__ is model


def test_a_class_that_is_subscripted_is_still_the_class():
    """Calling `Queue[int]` makes a queue, as in life."""
    assert isinstance(Queue[int | None](), Queue)
