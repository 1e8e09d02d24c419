"""Who is meant: by kind, never by guess, and in no order of rows or words."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.identity import ANY, HEADINGS, Kind, Register, Word, word, words_of

TEXTS = st.sampled_from(["ann", "bob", "11", "12", "Ann Lee", "Lee, Ann", "x@y.example"])
WORDS = st.builds(Word, TEXTS, st.sampled_from([*(frozenset({kind}) for kind in Kind), ANY]))
PEOPLE = st.lists(st.lists(WORDS, max_size=3), max_size=3)


@given(PEOPLE, st.lists(WORDS, max_size=3))
def test_neither_the_order_of_people_nor_of_words_matters(people, words):
    numbered = list(enumerate(people))
    found = {frozenset(Register(some).fitting(said)) for some in permutations(numbered) for said in permutations(words)}

    assert 1 == len(found)


@given(PEOPLE, st.lists(WORDS, min_size=1, max_size=3))
def test_whoever_fits_shares_a_word_of_a_kind(people, words):
    for key in Register(enumerate(people)).fitting(words):
        mail = frozenset({Kind.EMAIL})
        kinds = [one.kinds | (mail if "@" in one.text else frozenset()) for one in people[key]]
        assert any(said.kinds & some or "@" in said.text for said in words for some in kinds)


@given(st.sampled_from(list(Kind)), st.sampled_from(list(Kind)))
def test_one_kind_says_nothing_of_another(here, there):
    register = Register([("ann", [word("a1", here)])])

    assert ({"ann"} if here is there else set()) == register.fitting([word("a1", there)])


ANN = [word("ann", Kind.LOGIN), word("7", Kind.STUDENT_NUMBER), word("Ann Lee", Kind.NAME)]
OTHER = [word("alee2", Kind.LOGIN), word("8", Kind.STUDENT_NUMBER), word("Ann Lee", Kind.NAME)]
CLASS = Register([("ann", ANN), ("other", OTHER)])


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        ([word("ANN ", Kind.LOGIN)], {"ann"}),
        ([word("Lee,  Ann", Kind.NAME)], {"ann", "other"}),
        ([word("leeann", Kind.NAME), word("8")], {"other"}),
        ([word("Ann Lee", Kind.NAME), word("8", Kind.STUDENT_NUMBER)], {"other"}),
        ([word("Ann Lee", Kind.NAME), word("9", Kind.STUDENT_NUMBER)], set()),
        ([word("ann"), word("9", Kind.STUDENT_NUMBER)], set()),
        ([word("ann", Kind.LOGIN), word("8", Kind.STUDENT_NUMBER)], {"ann", "other"}),
        ([word("ann", Kind.LOGIN), word("9", Kind.STUDENT_NUMBER)], {"ann"}),
        ([word("7", Kind.PLATFORM_ID)], set()),
        ([word("", Kind.LOGIN)], set()),
        ([], set()),
    ],
)
def test_the_stronger_is_asked_first_and_what_differs_counts_against_the_weaker(words, fitting):
    assert fitting == CLASS.fitting(words)


def test_an_address_is_one_wherever_it_stands():
    register = Register([("ann", [word("ann@x.example", Kind.LOGIN)])])

    assert {"ann"} == register.fitting([word("Ann@X.example", Kind.EMAIL)])


def test_only_telling_headings_identify():
    row = {"username": "ann", "section": "12", "partner": "bob", "team": "red", "id": "", "name": "Ann"}

    assert [Word("ann", HEADINGS["username"]), Word("Ann", HEADINGS["name"])] == list(words_of(row))
