"""`isinstance` and `issubclass` of a suite: answered by what a class is made from, and not by what it says."""

import pytest

from grader.sandbox.by_name import is_instance
from grader.sandbox.claims import StudentError

SHAPES = """
    from abc import ABC, abstractmethod
    from dataclasses import dataclass

    class Shape(ABC):
        @abstractmethod
        def area(self): ...

    class Circle(Shape):
        def area(self):
            return 3

    class Square(Shape):
        def area(self):
            return 1

    @dataclass
    class Point:
        x: int

    @dataclass
    class Deep(Point):
        y: int

    class TooSmall(ValueError):
        pass

    class Stack(list):
        def top(self):
            return self[-1]

    class Score(int):
        def twice(self):
            return 2 * self

    Number = int

    class Yes(type):
        def __instancecheck__(cls, thing):
            return True
        def __subclasscheck__(cls, other):
            return True
        def __eq__(cls, other):
            return True
        __hash__ = type.__hash__
        __bases__ = (ValueError,)

    class Liar(metaclass=Yes):
        def f(self): ...

    class Fake:
        __class__ = Circle
        def f(self): ...

    def circle():
        return Circle()
"""


@pytest.fixture
def program(submit):
    return submit(SHAPES).load()


def test_an_object_is_one_of_its_class_and_of_those_that_this_is_made_from(program):
    found = program.circle()

    assert isinstance(found, program.Circle)
    assert isinstance(found, program.Shape)
    assert isinstance(found, (program.Square, program.Shape))
    assert isinstance(found, program.Square | program.Shape)
    assert not isinstance(found, program.Square | program.Point)
    assert issubclass(program.Circle, program.Square | program.Shape)
    assert isinstance(program.Point(1), program.Square | program.Point)
    assert not isinstance(found, program.Square)


def test_data_that_came_as_a_copy_is_one_of_its_class(program):
    assert isinstance(program.Point(1), program.Point)
    assert isinstance(program.Deep(1, 2), program.Point)
    assert not isinstance(program.Point(1), program.Deep)


def test_a_plain_value_is_one_of_a_class_that_has_another_name(program):
    assert isinstance(3, program.Number)
    assert is_instance(program.Score(3), program.Number)
    assert not isinstance("3", program.Number)
    assert not isinstance(None, program.Circle)
    assert not isinstance(object(), program.Circle)


def test_a_class_of_pythons_own_that_comes_as_a_value_is_that(submit):
    program = submit("""
        def add(x: int, y: list[int]) -> str: ...
        def worse(): return {"worst": ValueError}
        def fail(): raise ValueError("no")
        def make(kind): return kind("3")
    """).load()

    assert (int, str) == (program.add.__annotations__["x"], program.add.__annotations__["return"])
    with pytest.raises(program.worse()["worst"], match="no"):
        program.fail()
    assert 3 == program.make(int)


def test_a_class_is_made_from_others_and_from_pythons_own(program):
    assert issubclass(program.Circle, program.Shape)
    assert not issubclass(program.Shape, program.Circle)
    assert issubclass(program.TooSmall, ValueError)
    assert issubclass(program.TooSmall, Exception)
    assert not issubclass(program.TooSmall, KeyError)
    assert issubclass(program.Stack, list)


def test_what_is_no_class_is_made_from_nothing(program):
    assert not issubclass(program.circle, Exception)
    for ask in (
        lambda: isinstance(program.circle(), program.circle),
        lambda: isinstance(program.Point(1), program.circle),
    ):
        with pytest.raises(StudentError, match="ask about a class, and this is none"):
            ask()


def test_no_class_is_asked(program):
    assert not isinstance(program.circle(), program.Liar)
    assert not isinstance(program.Liar(), program.Circle)
    assert not issubclass(program.Circle, program.Liar)
    assert not isinstance(program.Fake(), program.Circle)
    assert not issubclass(program.Liar, ValueError)
