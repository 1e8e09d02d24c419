"""Carry an exercise over from one marked source, from nbgrader or from otter; what cannot come along is told."""

from grader.authoring.carry.assemble import texts_of
from grader.authoring.carry.read import read
from grader.authoring.carry.settle import settle

__all__ = ["read", "settle", "texts_of"]
