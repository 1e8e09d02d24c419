"""What is gathered from an author's notebook, cell by cell, whoever's format it is."""

from __future__ import annotations

from grader.authoring.carry.cells import Cell, module, notebook, statement
from grader.authoring.carry.draft import Draft, DraftCheck, LeftOver


class Reading:
    """What was found so far in the notebook of this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reference: list[Cell] = []
        self.skeleton: list[Cell] = []
        self.statement: list[Cell] = []
        self.checks: list[DraftCheck] = []
        self.left: list[LeftOver] = []

    def draft(self) -> Draft:
        """All of it, as an exercise."""
        said, pictures = statement(self.statement)
        return Draft(
            origin=self.name,
            entry=self.name,
            reference=notebook(self.reference),
            skeleton=notebook(self.skeleton),
            program=module(self.reference),
            statement=said,
            checks=tuple(self.checks),
            left=tuple(self.left),
            files=pictures,
        )
