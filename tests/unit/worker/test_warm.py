"""What a started interpreter holds ready."""

import gc
import sys

import pytest

from grader.worker import warm


@pytest.mark.parametrize("end", ["", "raise ImportError"], ids=["imported", "not on this system"])
def test_nobody_looks_for_garbage_while_something_is_imported_and_afterwards_all_is_as_it_was(
    tmp_path, monkeypatch, end
):
    (tmp_path / "heavy.py").write_text(f"import gc\ngc.seen.append(gc.isenabled())\n{end}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(gc, "seen", [], raising=False)
    try:
        warm._import("heavy")
    finally:
        sys.modules.pop("heavy", None)

    assert [False] == gc.seen
    assert gc.isenabled()
