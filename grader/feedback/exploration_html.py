"""The page of `grade explore` for a browser: what the terminal says, with the stories drawn."""

from __future__ import annotations

from typing import Any

from grader.feedback.endings import Told, endings_of
from grader.feedback.exploration import result
from grader.feedback.finding import replay_command, replay_remark
from grader.feedback.press import printed
from grader.feedback.proof import claims
from grader.feedback.story_view import story_view
from grader.report import ExplorationRecord


def page(found: ExplorationRecord, *, file: str, every: bool = False, given: str = "") -> str:
    """The whole page; what is told is what `exploration_page` tells."""
    endings = endings_of(found, every=every, given=given)
    said = result(found)
    content = {
        "heading": "How it can end",
        "title": f"{found.file}: {said.text}",
        "file": found.file,
        "result": said.text,
        "tone": said.tone,
        "endings": [_view(told, number, file) for number, told in enumerate(endings.told, 1)],
        "others_heading": endings.heading,
        "others": endings.others,
        "more": endings.more,
        "claims": list(claims(found, endings, every=every, asks="A page made with `grade explore -v`")),
    }
    return printed("exploration.html", "page.css", content)


def _view(told: Told, number: int, file: str) -> dict[str, Any]:
    account, witness = told.account, told.ending.witness
    story = account.story and story_view(account.story, account.waiting, account.stuck, lambda _place: "")
    return {
        "anchor": f"e{number}",
        "number": number,
        "how": account.how.text,
        "tone": account.how.tone,
        "count": told.count,
        "detail": account.detail,
        "printed": told.printed,
        "story": story,
        "command": replay_command(witness, file, told.options) if witness else "",
        "command_remark": replay_remark(witness) if witness else "",
    }
