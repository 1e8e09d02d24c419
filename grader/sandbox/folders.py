"""Folders on disk that outlive whoever needs them only until another comes (`worker.abandoned`)."""

from grader.worker.abandoned import POOL, hold, let_go

__all__ = ["POOL", "hold", "let_go"]
