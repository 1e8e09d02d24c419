"""What the files of a program are called in stories: by their last names, and by their whole names where several have one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import PurePath


def called(names: Collection[str]) -> dict[str, str]:
    """Each file's name below the program's folder, and what it is called."""
    last = {name: PurePath(name).name for name in names}
    alike = Counter(last.values())
    return {name: name if alike[short] > 1 else short for name, short in last.items()}
