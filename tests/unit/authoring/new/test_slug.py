"""What an exercise may be called."""

import pytest

from grader.authoring.new import slug as names
from grader.errors import UsageError
from tests.support.courses import SLUG, a_course


@pytest.mark.parametrize("slug", ["add-lock", "a", "3d", "x-1-y"])
def test_slugs(slug):
    assert slug == names.checked(slug)


@pytest.mark.parametrize(
    ("slug", "meant"),
    [
        ("Use Semaphore", ": use-semaphore."),
        ("use_semaphore", ": use-semaphore."),
        ("Übung 3", ": ubung-3."),
        ("a--b", ": a-b."),
        ("../evil", ": evil."),
        ("", "."),
        ("競合", "."),
    ],
)
def test_what_is_no_slug_is_told_with_the_nearest(slug, meant):
    with pytest.raises(UsageError) as caught:
        names.checked(slug)

    assert f"{slug!r} cannot be an exercise's name" == caught.value.message
    assert caught.value.hint.endswith(f"single hyphens{meant}")


def test_a_slug_that_is_taken(tmp_path):
    with pytest.raises(UsageError, match="there is an exercise add-lock already"):
        names.free(SLUG, a_course(tmp_path))

    assert "other" == names.free("other", a_course(tmp_path)) == names.free("other", None)


@pytest.mark.parametrize(
    ("slug", "module", "title"),
    [
        ("use-semaphore", "use_semaphore.py", "Use semaphore"),
        ("3d", "ex_3d.py", "3d"),
        ("threading", "ex_threading.py", "Threading"),
        ("yield", "ex_yield.py", "Yield"),
    ],
)
def test_what_is_called_after_it(slug, module, title):
    assert (module, title) == (names.module_of(slug), names.title_of(slug))
