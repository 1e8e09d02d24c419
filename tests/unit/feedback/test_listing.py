"""A program with what was found at its lines."""

from grader.feedback.finding import findings
from grader.feedback.listing import LONG, MOST_LINES, NEAR, listing, place_in
from tests.support.gallery import PROGRAM, lines_of
from tests.support.reports import a_check, a_lost_update, a_report, at


def the_listing(lines, *checks):
    return listing(lines, findings(a_report(*checks)))


def all_lines(found):
    return [line for part in found.parts for stretch in part.stretches for line in stretch.lines]


def test_findings_stand_at_their_lines_and_stories_go_through_theirs():
    failed = a_check(outcome="failed", rationale="TypeError: no\nmore", location=at(3))
    lines = all_lines(the_listing(lines_of(PROGRAM), a_check(), failed, a_lost_update(location=at(14))))

    assert {
        3: [(1, "TypeError: no.")],
        14: [(2, "database_value ended as 1, expected 2. Found in the 2nd order tried.")],
    } == {line.number: [(note.check, note.said) for note in line.notes] for line in lines if line.notes}
    assert [12, 15] == [line.number for line in lines if line.stepped]


def test_what_is_said_above_already_is_only_named():
    same = {"outcome": "failed", "rationale": "TypeError: no", "location": at(3)}
    (line,) = [
        one for one in all_lines(the_listing(lines_of(PROGRAM), a_check(**same), a_check("B.", **same))) if one.notes
    ]

    assert ["TypeError: no.", ""] == [note.said for note in line.notes]


def test_cells_and_files_are_parts():
    lines = (
        lines_of("a = 1", file="n.ipynb", cell=1)
        | lines_of("b = 2\nc", file="n.ipynb", cell=4)
        | lines_of("d", file="x.py")
    )

    assert [("n.ipynb", 1, 1), ("n.ipynb", 4, 2), ("x.py", None, 1)] == [
        (part.file, part.cell, len(all_lines(the_listing(lines))) and sum(len(s.lines) for s in part.stretches))
        for part in the_listing(lines).parts
    ]


def a_long_program(count):
    return lines_of("\n".join(f"x{n} = {n}" for n in range(1, count + 1)))


def stretches(found):
    return [(stretch.first, stretch.last, stretch.folded) for part in found.parts for stretch in part.stretches]


def test_of_a_long_program_what_is_far_from_all_findings_is_folded():
    found = the_listing(a_long_program(500), a_check(outcome="failed", location=at(300)))

    assert [(1, 299 - NEAR, True), (300 - NEAR, 300 + NEAR, False), (301 + NEAR, 500, True)] == stretches(found)


def test_a_short_rest_is_not_worth_a_fold():
    found = the_listing(a_long_program(LONG + 1), a_check(outcome="failed", location=at(2 * NEAR)))

    assert [(1, NEAR - 1, False), (NEAR, 3 * NEAR, False), (3 * NEAR + 1, LONG + 1, True)] == stretches(found)


def test_a_long_program_without_findings_begins_open():
    assert [(1, 2 * NEAR, False), (2 * NEAR + 1, 500, True)] == stretches(the_listing(a_long_program(500)))


def test_an_endless_program_is_cut_and_counted():
    found = the_listing(a_long_program(MOST_LINES + 7))

    assert (MOST_LINES, 7) == (len(all_lines(found)), found.left_out)
    assert place_in(at(MOST_LINES)) in found.places
    assert place_in(at(MOST_LINES + 1)) not in found.places


def test_an_excerpt_has_neighbours_from_the_same_part_only():
    found = the_listing(a_long_program(9))

    assert [3, 4, 5, 6, 7] == [line.number for line in found.excerpt(at(5))]
    assert [1, 2, 3] == [line.number for line in found.excerpt(at(1))]
    assert () == found.excerpt(at(77))
    assert () == found.excerpt(at(5, file="other.py"))
