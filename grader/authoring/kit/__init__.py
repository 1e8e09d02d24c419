"""The kit: what students download."""

from grader.authoring.kit.contents import contents
from grader.authoring.kit.pack import pack

__all__ = ["contents", "pack"]
