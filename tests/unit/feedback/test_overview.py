"""The class on one page: every number is a link to those behind it, and nobody else is shown."""

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from grader.feedback.overview import MOST_CAUSES, MOST_SAID, address, page
from grader.gradebook.picture import Heading, Likeness, Missing, Override, Picture
from tests.support.a_class import NOW, a_picture, a_row, checks, failed, right, withheld
from tests.support.gallery import HOSTILE
from tests.support.outline import one_line, outline


@pytest.fixture(scope="module")
def picture():
    return a_picture(100, 2)


@pytest.fixture(scope="module")
def root(picture):
    return outline(page(picture))


def shown(root, href):
    """The authors whom the style sheet leaves in the table at an address, by its own rules."""
    number = href.removeprefix("#")
    assert f"{href}:target~.all .a:not(.{number}){{display:none}}" in root.all("style")[0].text
    return [row for row in root.of_class("a") if number in row.attributes["class"].split()]


def links(root):
    """Every link to a group, with the number that it says."""
    for link in root.all("a"):
        if re.fullmatch("#g[0-9]+", link.attributes["href"]):
            yield link


def test_every_number_is_that_of_those_behind_it(root):
    found = list(links(root))

    assert len(found) > 60
    for link in found:
        size = int(re.match(r"\d+", link.attributes.get("aria-label") or link.text)[0])
        (told,) = [one for one in root.of_class("filter") if f"#{one.attributes['id']}" == link.attributes["href"]]
        assert str(size) == told.all("b")[0].text
        assert size >= len(shown(root, link.attributes["href"])) > 0  # several exercises: more than authors


def test_a_number_within_an_exercise_shows_exactly_as_many_rows(root):
    for section in root.of_class("exercise"):
        for link in links(section):
            size = int(re.match(r"\d+", link.attributes.get("aria-label") or link.text)[0])
            assert size == len(shown(root, link.attributes["href"]))


def test_what_a_person_should_look_at_is_there_and_at_the_top():
    over = Override(Decimal(8), "", "prof", NOW, conflict=True, same_points=False)
    rows = (
        a_row("ada", "fix-typo", right(), override=over),
        a_row("ben", "fix-typo", right(), unread_time=True),
        a_row("cleo", "fix-typo", right(), override=replace(over, same_points=True)),
    )
    said = one_line(outline(page(Picture("C", NOW, (Heading("fix-typo", "Fix typo"),), rows))).text)

    assert "2 in conflict" in said
    assert "1 in conflict: only the machine's maximum has changed since a person set it" in said
    assert "1 in conflict: the machine's grade has changed since a person set it" in said
    assert "1 with a time that cannot be read" in said


def test_what_people_said_stands_with_whom_they_said_it_of():
    rows = (
        a_row(
            "ada", "fix-typo", right(), said=("ben set 8 / 10: shown in the lab", "ben says: <b>come</b> and see me")
        ),
        a_row("cleo", "fix-typo", right()),
    )
    root = outline(page(Picture("C", NOW, (Heading("fix-typo", "Fix typo"),), rows)))

    said = one_line(root.text)
    assert "What people said ada: ben set 8 / 10: shown in the lab ada: ben says: <b>come</b> and see me" in said


def test_of_much_that_people_said_the_first_is_shown():
    rows = tuple(a_row(f"a{n:02}", "fix-typo", right(), said=("ben says: well done",)) for n in range(MOST_SAID + 2))
    said = one_line(outline(page(Picture("C", NOW, (Heading("fix-typo", "Fix typo"),), rows))).text)

    assert MOST_SAID == said.count("ben says: well done")
    assert "and 2 more" in said


def test_how_late_is_told_apart_from_how_many():
    rows = [a_row(who, "fix-typo", right(), days_late=1) for who in ("ada", "ben")]
    said = one_line(outline(page(Picture("C", NOW, (Heading("fix-typo", "Fix typo"),), tuple(rows)))).text)

    assert "2 came 1 day late: ada, ben" in said


def test_causes_as_an_instructor_reads_them(root):
    (first, _) = root.of_class("causes")

    assert [
        "18 of 95 judged: Lost update: no lock is held",
        "14 of 95 judged: Lost update: each holds a lock of its own",
        "8 of 95 judged: Deadlock: each holds a lock and waits for another’s",
        "6 of 95 judged: NameError: name ‘…’ is not defined.",
        "4 of 95 judged: It goes on for ever.",
    ] == [one_line(item.all("p")[0].text) for item in first.all("li")]
    assert "“" not in first.text
    assert "NameError: name 'Lokc' is not defined (4)" in [quote.text for quote in first.all("q")]


def test_whoever_is_behind_a_number_has_a_link_to_the_page(root):
    (row, *_) = root.of_class("a")
    first, second = row.all("td")

    assert re.fullmatch(r"\./feedback/s\d{4}/fix-typo\.html", first.all("a")[0].attributes["href"])
    assert re.fullmatch(r"\./feedback/s\d{4}/guard-main\.html", second.all("a")[0].attributes["href"])


def test_who_handed_nothing_in_is_in_the_table_without_a_grade(root):
    missing = [row for row in root.of_class("a") if "Missing" in row.text]

    assert 3 == len(missing)
    assert ["–", "–"] == [cell.text for cell in missing[0].all("td")]
    assert "3 not handed in" in one_line(root.of_class("short")[0].text)


def test_people_stand_where_they_are_looked_for_and_who_is_unknown_comes_last():
    names = {"u1": "Zoe", "u2": "E\u0301va", "u3": "Fay", "u4": "Éva", "u5": "eve", "u6": "Dee"}
    rows = [a_row(author, "x", right(), name=name) for author, name in names.items()]
    rows = [a_row("aaa.py", "x", right(), known=False), *rows]
    missing = (Missing("u7", "Ève", "x"),)
    root = outline(page(Picture("C", NOW, (Heading("x", "X"),), tuple(rows), missing)))

    listed = [row.all("th")[0].text.split()[-1] for row in root.of_class("a")]
    assert ["u6", "u2", "u4", "u5", "u7", "u3", "u1", "aaa.py"] == listed


def test_a_withheld_grade_is_no_number(root):
    cells = [cell.text for row in root.of_class("a") for cell in row.all("td") if "warn" in cell.attributes["class"]]

    assert {"withheld"} == set(cells)
    assert "5 The worker was killed 3 times (line 12): s0015 (Ada Dijkstra), " in one_line(
        root.of_class("rest")[0].text
    )


def test_few_are_named_where_they_are_counted_and_many_are_a_link(picture):
    """On paper nobody can follow a link."""
    few = one_line(outline(page(picture)).of_class("rest")[0].text)
    many = one_line(outline(page(a_picture(200, 1))).of_class("rest")[0].text)

    assert re.search(r"4 took too long: s\d{4} \(", few)
    assert "8 took too long half of them took" in many


def test_likenesses_name_both_and_accuse_nobody(picture):
    pair = replace(picture, likenesses=(Likeness("fix-typo", ("s0001", "gone"), 0.87),))
    text = one_line(outline(page(pair)).of_class("rest")[0].text)

    assert re.search(r"87 % alike: .+ and gone", text)
    assert "Alike is no proof of anything" in text


def test_a_likeness_of_form_is_called_so(picture):
    pair = replace(picture.likenesses[0], in_form=True)
    text = one_line(outline(page(replace(picture, likenesses=(pair,)))).of_class("rest")[0].text)

    assert "93 % alike in form, names and texts aside: " in text


def test_a_bar_is_as_high_as_its_number(root):
    (drawing,) = root.of_class("distribution")[0].all("svg")
    bars = {int(link.all("text")[0].text): float(link.all("rect")[1].attributes["height"]) for link in drawing.all("a")}
    highest = max(bars)

    assert len(bars) > 3
    for size, height in bars.items():
        assert abs(82 * size / highest - height) < 0.1


def test_shares_say_of_whom_and_bars_are_those_shares(root):
    """95 of 100 were judged, the others are withheld: every share is one of the 95, and the widest bar is no 100 %."""
    section = root.of_class("exercise")[0]
    bars = [bar.all("rect")[0] for item in section.of_class("causes")[0].all("li") for bar in item.all("svg")]

    assert "100 submissions, 95 judged, 95 graded" in one_line(section.of_class("short")[0].text)
    assert {"95 judged"} == {one.all("b")[0].text.partition("of ")[2] for one in section.of_class("check")}
    assert [round(100 * size / 95, 1) for size in (18, 14, 8, 6, 4)] == [float(bar.attributes["width"]) for bar in bars]


def test_rare_causes_are_counted_together():
    rows = [
        a_row(f"a{n}", "x", checks(failed("T", "t", 5.0, f"Because of {'b' * n}."))) for n in range(1, MOST_CAUSES + 4)
    ]
    root = outline(page(Picture("C", NOW, (Heading("x", "X"),), tuple(rows))))

    assert "3 of 15 judged: 3 rarer causes" == one_line(root.of_class("causes")[0].all("li")[-1].all("p")[0].text)


@pytest.mark.parametrize(
    ("rows", "missing"),
    [((), ()), ((withheld("a", "x"),), ()), ((a_row("a", "x", ()),), ()), ((), (Missing("b", "", "x"),))],
    ids=["nobody", "all withheld", "no checks", "nothing handed in"],
)
def test_little_is_a_page_as_well(rows, missing):
    root = outline(page(Picture("C", NOW, (Heading("x", "X"),), rows, missing)))

    assert ["C"] == [heading.text for heading in root.all("h1")]
    assert len(rows) + len(missing) == len(root.of_class("a"))


def test_a_delivery_of_no_exercise_has_its_place():
    root = outline(page(Picture("C", NOW, (), (withheld("who", "", "Which exercise is it for?"),))))

    assert "Not matched to an exercise" in root.text
    assert "Which exercise is it for?" in root.text


def test_nothing_of_a_student_becomes_markup():
    row = a_row(HOSTILE, "x", checks(failed(HOSTILE, HOSTILE, 5.0, HOSTILE)), name=HOSTILE)
    bad = replace(row, feedback_link="javascript:alert(1)")
    rows = (bad, replace(withheld("b", "x", HOSTILE), digest="1"), replace(withheld("c", "x", HOSTILE), digest="1"))
    written = page(Picture(HOSTILE, NOW, (Heading("x", HOSTILE),), rows, (Missing(HOSTILE + "2", HOSTILE, "x"),)))
    root = outline(written)

    assert [] == root.all("script", "img", "iframe", "object", "form", "link", "base")
    assert [] == [a for one in root.walk() for a in one.attributes if a.startswith("on") or a in ("style", "src")]
    assert not set("\x1b\u202e\u2028") & set(written)
    outside = {link.attributes["href"] for link in root.all("a") if not link.attributes["href"].startswith("#")}
    assert {"./javascript%3Aalert%281%29", "./feedback/b/x.html", "./feedback/c/x.html"} == outside


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("feedback/a b/x.html", "./feedback/a%20b/x.html"),
        ("feedback/ü#?/x.html", "./feedback/%C3%BC%23%3F/x.html"),
        ("https://evil", "./https%3A//evil"),
        ("//evil", ""),
        ("/etc/passwd", ""),
        ("../up.html", ""),
        ("a/../../b", ""),
        ("\\\\evil", ""),
        ("", ""),
    ],
)
def test_links_stay_below_the_page(link, safe):
    assert safe == address(link)


def test_it_needs_nothing_from_elsewhere(root):
    (style,) = root.all("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    policy = [m.attributes["content"] for m in root.all("meta") if "http-equiv" in m.attributes]

    assert [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"] == policy
    assert not re.findall(r"url\(|@import|https?:", style.text)


def test_it_reads_well_aloud(root):
    ids = [one.attributes["id"] for one in root.walk() if "id" in one.attributes]
    inside = {link.attributes["href"][1:] for link in root.all("a") if link.attributes["href"].startswith("#")}
    levels = [int(heading.tag[1]) for heading in root.all("h1", "h2", "h3")]

    assert len(ids) == len(set(ids))
    assert inside <= set(ids)
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(link.attributes.get("aria-label") or link.text.strip() for link in root.all("a"))
    assert all(
        one.attributes.get("aria-hidden") == "true" or one.attributes.get("aria-label") for one in root.all("svg")
    )


def test_a_large_class_makes_a_page_of_bounded_size():
    """Thirteen exercises: what one author adds stays below two kilobytes."""
    small, large = (len(page(a_picture(authors, 13))) for authors in (100, 200))

    assert (large - small) / 100 < 2_000


def test_as_it_reads(snapshot):
    """The words alone, in the order in which they are read; without the table."""
    root = outline(page(a_picture(100, 1)))
    root.all("main")[0].children.remove(root.of_class("submissions")[0])

    assert snapshot == re.sub(r"\n\s*\n+", "\n", root.all("body")[0].text)


def test_right_answers_alone_have_nothing_that_cost_points():
    root = outline(page(Picture("C", NOW, (Heading("x", "X"),), (a_row("a", "x", right()),))))

    assert "What cost points" not in root.text
