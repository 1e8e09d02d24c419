"""`shutil.rmtree`: a folder goes with all in it, name by name, as on the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ...actor import current_actor
from ..patch import ModelModule
from .disk import looked_at
from .listings import listdir
from .opened import disk_of
from .paths import in_memory, remove, remove_folder


def _rmtree(path: Any, ignore_errors: bool = False, onerror: Any = None, **more: Any) -> None:
    """`shutil.rmtree`."""
    if in_memory() and onerror is None and not any(more.values()) and not os.path.islink(path):
        remove_tree(path, *([OSError] if ignore_errors else []))
        return
    if in_memory():
        looked_at(current_actor().run, "shutil.rmtree()")
    shutil.rmtree(path, ignore_errors, onerror, **more)


def remove_tree(folder: Any, *forgiven: type[OSError]) -> None:
    """Remove a folder with all in it; after an error that is forgiven it goes on with the next."""
    with contextlib.suppress(*forgiven):
        for name in listdir(folder):
            below = os.path.join(folder, name)
            if disk_of().is_folder(os.path.abspath(os.fsdecode(below))):
                remove_tree(below, *forgiven)
            else:
                with contextlib.suppress(*forgiven):
                    remove(below)
        remove_folder(folder)


def _shutil(_: ModuleType) -> Mapping[str, Any]:
    return {"rmtree": _rmtree}


MODELS = (ModelModule("shutil", _shutil),)
