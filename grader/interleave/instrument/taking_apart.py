"""What a `match` takes apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from ..actor import Actor
from ..operations import READ
from ..plainly import class_of
from .contents import ContentSite
from .known import Manner
from .outside import declare
from .reach import PLAIN, Reach
from .sites import Access, content_target, noticing_actor

MATCHED: Final = "a match of what changes meanwhile"
LENGTH: Final = ("length",)
"""The part of a list that only who makes it longer or shorter changes."""


class Late:
    """Stands in a pattern for what is named there: its value is read when the pattern asks for it."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], Any]) -> None:
        self._read = read

    @property
    def value(self) -> Any:
        """Read now."""
        return self._read()


class MatchSite(ContentSite):
    """The subject of a `match`."""

    __slots__ = ()

    def read_late(self, read: Callable[[], Any]) -> Late:
        """What stands in a pattern for what `read` reads."""
        return Late(read)

    def matched(self, obj: Any) -> Any:
        """Just before the cases look at `obj`, each for itself and as deep as it likes."""
        actor = noticing_actor()
        if class_of(obj) not in PLAIN and actor is not None:
            self._take_apart(actor, (obj,))
        return obj

    def given(self, obj: Any) -> Any:
        """The same, where each case says that it looks at a list."""
        return obj if type(obj) is list else self.matched(obj)

    def looked(self, obj: Any) -> bool:
        """Just before a case looks at what lies in `obj`: first how much there is, then at all of it. Never holds."""
        actor = noticing_actor() if type(obj) is list else None
        if actor is not None:
            run, target = actor.run, content_target(actor.run, obj)
            run.touch(actor, Access("reads", target, READ, self, obj, LENGTH, rough=MATCHED))
            if run.visible is not None and self in run.visible:
                run.rough.setdefault((self.file, self.line, MATCHED))
            self.content(actor, obj, READ)
            self._take_apart(actor, [item for item in obj if class_of(item) not in PLAIN])
        return False

    def _take_apart(self, actor: Actor, things: Iterable[Any]) -> None:
        reach = Reach(actor, Manner.APART)
        reach.look(things, READ)
        if reach.places:
            declare(self, actor, reach, MATCHED)
