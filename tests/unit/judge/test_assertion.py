"""What a student reads of a failed assert."""

import pytest

from tests.support.courses import checks_in, evidence_of

NOTHING_TO_SAY = "What this check promises does not hold."

SAID = {
    "value == 2": "Expected 2, but got 1.",
    "2 == value": "Expected 2, but got 1.",
    "value == -1": "Expected -1, but got 1.",
    "value == other": "Expected 'one', but got 1.",
    "value != 1": "Expected anything but 1.",
    "value > 1": "Expected more than 1, but got 1.",
    "value >= 2": "Expected at least 2, but got 1.",
    "value < 1": "Expected less than 1, but got 1.",
    "value <= 0": "Expected at most 0, but got 1.",
    "2 < value": "Expected more than 2, but got 1.",
    "value is None": "Expected None, but got 1.",
    "nothing is not None": "Expected anything but None.",
    "value in (2, 3)": "Expected 1 to be in (2, 3).",
    "1 not in [value]": "Expected 1 not to be in [1].",
    "0 < value < 1": "Expected less than 1, but got 1.",
    "value == 1 and other == 'two'": "Expected 'two', but got 'one'.",
    "value == 2 or other == 'two'": "Expected 'two', but got 'one'.",
    "value == 1 and other != 'one'": "Expected anything but 'one'.",
    "value == pytest.approx(2)": "Expected 2 ± 2.0e-06, but got 1.",
    "float('nan') == float('nan')": "Expected two things that are equal, and these are not, though both are shown as nan.",
    "not value": NOTHING_TO_SAY,
    "nothing": NOTHING_TO_SAY,
    "not (value == 1)": NOTHING_TO_SAY,
    "value == 1 and nothing": NOTHING_TO_SAY,
    "all(value == n for n in (1, 2))": NOTHING_TO_SAY,
    "value == 2, 'it should be 2'": "it should be 2",
    "value == 2, 'two lines:\\n  indented\\nassert x == 1'": "two lines:\n  indented\nassert x == 1",
    "value == 2, f'{value:>3}%'": "1%",
    "value == 2, ''": NOTHING_TO_SAY,
    "nothing, value": "1",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Each assert of SAID, in a check of its own."""
    head = "import pytest\nfrom grader.suite import points\nvalue, other, nothing = 1, 'one', None\n"
    checks = [f"@points(1)\ndef test_{n}():\n    assert {said}\n" for n, said in enumerate(SAID)]
    return checks_in(evidence_of(tmp_path_factory.mktemp("course"), head + "\n".join(checks)))


@pytest.mark.parametrize("number", range(len(SAID)), ids=list(SAID))
def test_an_assert_in_words(found, number):
    check = found[f"test_{number}"]

    assert ("failed", list(SAID.values())[number]) == (check["outcome"], check["rationale"])


def test_no_word_of_the_suite_or_of_pytest_reaches_the_student(found):
    for check in found.values():
        for word in ("value ==", "where", "_pytest", "AssertionError", "test_"):
            assert word not in check["rationale"]


def test_instructors_see_the_rewritten_assert(found):
    assert "assert 1 == 2" in found["test_0"]["detail"]


def test_asserts_outside_of_the_check_itself(tmp_path):
    suite = {
        "conftest.py": """
            import pytest

            @pytest.fixture
            def positive():
                def check(number):
                    assert number > 0
                return check
            """,
        "test_it.py": """
            import pytest
            from grader.suite import StudentError, points

            def helper(number):
                assert number == 1

            @points(1)
            def test_helper():
                helper(2)

            @points(1)
            def test_fixture(positive):
                positive(-3)

            @points(1)
            def test_pytests_own():
                with pytest.raises(StudentError, match="expected words"):
                    raise StudentError("ValueError", "other words")

            @points(1)
            def test_literal():
                with pytest.raises(StudentError, match="^expected$"):
                    raise StudentError("ValueError", "other words")

            @points(1)
            def test_more_of_pytests():
                with pytest.raises(StudentError, check=lambda error: False):
                    raise StudentError("ValueError", "other words")

            @points(1)
            def test_raised():
                raise AssertionError("said by hand")

            @points(1)
            def test_bare():
                raise AssertionError
            """,
    }
    found = checks_in(evidence_of(tmp_path, suite))

    assert [
        "Expected 1, but got 2.",
        "Expected more than 0, but got -3.",
        "Expected an error whose message matches 'expected words', but its message is 'other words'.",
        "Expected an error whose message is 'expected', but it is 'other words'.",
        NOTHING_TO_SAY,
        "said by hand",
        NOTHING_TO_SAY,
    ] == [check["rationale"] for check in found.values()]


def test_large_values_are_neither_drawn_nor_shown(tmp_path):
    """Left to itself pytest would compare these for minutes."""
    suite = """
        from grader.suite import points

        text = "\\n".join(f"{n * 7919 % 10007} {n}" for n in range(30_000))

        @points(1)
        def test_text():
            assert text == text[::-1]

        @points(1)
        def test_missing():
            assert "x" not in text + "x"

        @points(1)
        def test_list():
            assert text.split() == text[::-1].split()

        @points(1)
        def test_nested():
            assert [[text]] == [[text, 1]]

        @points(1)
        def test_number():
            assert 10 ** 100_000 == 1
        """
    found = checks_in(evidence_of(tmp_path, suite))

    for check in found.values():
        assert "failed" == check["outcome"]
        assert 1_500 > len(check["rationale"])
        assert 3_000 > len(check["detail"])
    assert sum(check["duration_s"] for check in found.values()) < 2


def test_values_that_misbehave_when_shown(tmp_path):
    suite = """
        from grader.suite import points

        class Rude:
            def __repr__(self):
                raise RuntimeError("no")

        @points(1)
        def test_rude():
            assert Rude() == 1

        @points(1)
        def test_percent():
            assert "100%s" * 400 == "%d"
        """
    found = checks_in(evidence_of(tmp_path, suite))

    assert "Expected 1, but got <Rude instance at" in found["test_rude"]["rationale"]
    assert "Expected '%d', but got '100%s100%s" in found["test_percent"]["rationale"]
    assert "100%s" in found["test_percent"]["detail"]
