"""The page for a browser: complete in itself, runs nothing, says what the terminal says, and reads well aloud."""

import base64
import hashlib
import itertools
import re

import msgspec
import pytest

from grader.feedback.audience import readable, student
from grader.feedback.html import Sheet, page
from grader.feedback.press import TEMPLATES
from grader.report import Explored, RowResult, Visibility, Witness
from tests.support.gallery import HOSTILE, PROGRAM, RIGHT_TO_LEFT, lines_of, pages
from tests.support.outline import one_line, outline
from tests.support.reports import NOW, a_check, a_deadlock, a_lost_update, a_race, a_report, a_step, at

PLAIN = lines_of(PROGRAM)
GALLERY = pages()


def a_page(*reports, lines=PLAIN, **more):
    return page([Sheet(report, lines, "add_lock.py", **more) for report in reports], heading="Course")


def said(text):
    return one_line(outline(text).all("body")[0].text)


@pytest.fixture(scope="module", params=list(GALLERY))
def gallery_page(request):
    return outline(page(GALLERY[request.param], heading="Processes and threads"))


# --- what it says


def test_what_a_search_rests_on_stands_beside_how_far_it_went():
    rests = Explored(schedules=3, proved="Nothing is proved.", controlled=True, patient=True)

    assert "Nothing is proved. (3 orders tried) Timeouts fired only" in said(a_page(a_report(a_check(explored=rests))))


def test_it_says_what_the_terminal_says():
    failed = a_check(outcome="failed", rationale="NameError: name 'x'", location=at(12), hint="Look.")
    text = said(a_page(a_report(failed, a_lost_update())))

    for words in ("add-lock", "0 / 7", "✗", "NameError: name 'x'", "line 12", "Look.", "Thread-1", "reads 0"):
        assert words in text
    assert "overwrites Thread-1's 1" in text
    assert "grade replay A7K2-9QXM-04 add_lock.py" in text
    assert "0 of 2 checks passed." in text


def test_an_explanation_is_shown_and_a_story_of_a_given_program_has_no_command():
    story = msgspec.structs.replace(a_race(), token="")
    check = a_check(outcome="failed", explanation="Both read 0.", witness=story)
    text = a_page(a_report(check))

    assert "Both read 0." in text
    assert "grade replay" not in text


def test_a_deadlock_says_who_holds_what_in_words_beside_the_drawing():
    root = outline(a_page(a_report(a_check(outcome="failed", witness=a_deadlock()))))
    (knot,) = root.of_class("knot")
    (drawing,) = knot.all("svg")

    assert [
        "Thread-1 holds lock_a (line 8) and waits for lock_b (line 9), which Thread-2 holds.",
        "Thread-2 holds lock_b (line 15) and waits for lock_a (line 16), which Thread-1 holds.",
    ] == [item.text for item in knot.all("li")]
    assert "true" == drawing.attributes["aria-hidden"]
    assert {"Thread-1", "Thread-2", "waits for lock_a", "holds lock_a (line 8)"} <= {
        t.text for t in drawing.all("text")
    }


def test_a_story_reads_as_a_list_of_steps():
    root = outline(a_page(a_report(a_lost_update())))
    steps = [one_line(item.text) for item in root.of_class("move")]

    assert [
        "Step 1 Thread-1 line 12 local_copy = database_value reads 0",
        "Step 2 Thread-2 line 12 local_copy = database_value reads 0",
        "Step 3 Thread-1 line 15 database_value = local_copy writes 1",
        "Step 4 Thread-2 line 15 database_value = local_copy writes 1 overwrites Thread-1's 1",
    ] == steps


def test_every_finding_stands_at_its_line_and_leads_back_to_its_check():
    root = outline(a_page(a_report(a_check(), a_check("B.", outcome="failed", rationale="No.", location=at(12)))))
    (note,) = root.of_class("note")

    assert "✗ B. No." == one_line(note.text)
    assert ["#e1-k2"] == [link.attributes["href"] for link in note.all("a")]
    assert "local_copy = database_value" in root.of_class("noted")[0].text


def test_an_excerpt_shows_the_line_among_its_neighbours():
    root = outline(a_page(a_report(a_check(outcome="failed", rationale="No.", location=at(12)))))
    (excerpt,) = root.of_class("excerpt")

    assert ["10", "11", "12", "13", "14"] == [row.text for row in excerpt.all("th")]
    assert ["12"] == [row.all("th")[0].text for row in excerpt.of_class("noted")]
    assert ["#e1-f0-c0-l12"] == [link.attributes["href"] for link in excerpt.all("a")]


def test_a_place_that_is_not_at_hand_is_named_without_a_link():
    root = outline(a_page(a_report(a_check(outcome="failed", rationale="No.", location=at(12))), lines={}))

    assert ["line 12"] == [place.text for place in root.of_class("place")]
    assert [] == root.of_class("program")


def test_what_the_search_could_not_control_is_said():
    loose = Explored(schedules=3, proved="Not fully controlled, line 4 uses ctypes.", controlled=False)

    assert "Not fully controlled, line 4 uses ctypes." in said(a_page(a_report(a_check(explored=loose))))


def test_code_in_an_instructors_words_is_set_as_code():
    root = outline(a_page(a_report(a_check(outcome="failed", hint="`with` does <both>."))))

    assert ["with"] == [code.text for code in root.of_class("hint")[0].all("code")]
    assert "Hint with does <both>." == one_line(root.of_class("hint")[0].text.replace("Hint", "Hint "))


def test_hidden_checks_are_not_in_the_page():
    report = a_report(a_check(), a_lost_update(visibility=Visibility.HIDDEN, detail="CANARY", location=at(3)))
    text = a_page(readable(report, student(due=None, now=NOW)))

    assert "No update is lost" not in text
    assert "CANARY" not in text
    assert "1 more check is hidden." in text


def test_a_withheld_grade_has_no_points():
    text = said(a_page(a_report(outcome="withheld", reason="Not your fault."), lines={}))

    assert "withheld" in text
    assert "Not your fault." in text
    assert "/ 0" not in text
    assert "Nothing was checked." in text


@pytest.mark.parametrize(
    ("checks", "summary"),
    [
        ([a_check()], "The check passed."),
        ([a_check(), a_check("B.")], "All 2 checks passed."),
        ([a_check(outcome="failed")], "The check has not passed yet."),
        ([a_check(), a_check("B.", outcome="failed")], "1 of 2 checks passed."),
        ([], "There are no checks to be seen yet."),
    ],
)
def test_the_summary(checks, summary):
    assert [summary] == [one.text for one in outline(a_page(a_report(*checks))).of_class("summary")]


def test_the_authors_name_and_what_else_is_to_be_said_of_the_grade():
    root = outline(a_page(a_report(a_check(), author="17"), name=RIGHT_TO_LEFT, remarks=("2 days late.",)))

    assert RIGHT_TO_LEFT in [isolated.text for isolated in root.of_class("author")[0].all("bdi")]
    assert ["2 days late."] == [one.text for one in root.of_class("remark")]


def test_the_title_of_the_window_says_which_exercise_and_what_it_came_to():
    assert "add-lock: 2 / 2 (Course)" == outline(a_page(a_report(a_check()))).all("title")[0].text
    assert "Course" == outline(a_page(a_report(a_check()), a_report(a_check()))).all("title")[0].text


def test_many_checks_have_a_strip_and_few_have_none():
    assert 50 == len(outline(page(GALLERY["fifty checks"], heading="C")).of_class("strip")[0].all("a"))
    assert [] == outline(a_page(a_report(a_check()))).of_class("strip")


def test_what_is_folded_can_be_unfolded_and_says_what_it_holds():
    root = outline(page(GALLERY["long story"], heading="C"))
    (first, _) = [fold.all("summary")[0].text for fold in root.of_class("fold")]

    assert "18 more rounds like this" == first
    assert 54 == len(root.of_class("fold")[0].of_class("move"))


def test_cells_of_a_notebook_have_headings():
    root = outline(page(GALLERY["notebook"], heading="C"))

    assert ["work.ipynb, cell 1", "work.ipynb, cell 3"] == [h.text for h in root.of_class("program")[0].all("h4")]


# --- what nobody can do with it


def test_nothing_of_a_submission_becomes_markup():
    text = page(GALLERY["hostile"], heading=HOSTILE)
    root = outline(text)

    assert [] == root.all(
        "script", "img", "iframe", "object", "form", "link", "base", "use", "foreignobject", "animate"
    )
    assert [] == [a for one in root.walk() for a in one.attributes if a.startswith("on") or a in ("style", "src")]
    assert not set("\x1b\u202e\u2028") & set(text)
    assert "49" not in root.text
    assert "&lt;" in root.text


def test_it_needs_nothing_from_elsewhere(gallery_page):
    (policy,) = [
        meta.attributes["content"]
        for meta in gallery_page.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    (style,) = gallery_page.all("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
    assert not re.findall(r"url\(|@import|https?:|expression", style.text)
    assert [] == [one for one in gallery_page.walk() if {"style", "src", "srcset"} & set(one.attributes)]
    assert all(link.attributes["href"].startswith("#") for link in gallery_page.all("a"))


# --- that everybody can read it


def test_every_address_on_the_page_is_there_once(gallery_page):
    ids = [one.attributes["id"] for one in gallery_page.walk() if "id" in one.attributes]
    links = {link.attributes["href"][1:] for link in gallery_page.all("a")}
    labels = {name for one in gallery_page.walk() for name in one.attributes.get("aria-labelledby", "").split()}

    assert len(ids) == len(set(ids))
    assert links | labels <= set(ids)


def test_headings_descend_step_by_step(gallery_page):
    levels = [int(heading.tag[1]) for heading in gallery_page.all("h1", "h2", "h3", "h4", "h5")]

    assert [1] == [level for level in levels if level == 1]
    assert 1 == levels[0]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_landmarks_have_names_and_nothing_stops_the_keyboard_needlessly(gallery_page):
    assert 1 == len(gallery_page.all("main"))
    named = [
        one for one in gallery_page.walk() if one.tag in ("nav", "section") or one.attributes.get("role") == "group"
    ]

    assert named
    assert all(one.attributes.get("aria-label") or one.attributes.get("aria-labelledby") for one in named)
    assert [] == [one for one in gallery_page.walk() if "tabindex" in one.attributes]
    assert "en" == gallery_page.all("html")[0].attributes["lang"]


def test_signs_and_drawings_are_said_in_words(gallery_page):
    for check in gallery_page.of_class("check"):
        (heading,) = check.all("h4")
        assert re.search(r": (passed|not yet|skipped|could not be judged)", heading.text)
    for drawing in gallery_page.all("svg"):
        assert "true" == drawing.attributes["aria-hidden"]
    assert all(one.text.strip() for one in gallery_page.all("a", "summary", "h1", "h2", "h3", "h4", "figcaption"))


def colours(css):
    """The colours by name, in the light and in the dark."""
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in css.split("@media")[:2])
    return [light, light | dark]


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """As WCAG 2 defines it; text needs 4.5."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


ON_ANY = ("ink", "soft", "link", "keyword", "text", "number", "define")
PAIRS = [
    *((text, ground) for text in ON_ANY for ground in ("paper", "card", "tint", "hint-tint", "bad-tint")),
    *((tone, ground) for tone in ("good", "bad", "warn") for ground in ("paper", "card", f"{tone}-tint")),
    ("bad", "tint"), ("ink", "warn-tint"), ("ink", "good-tint"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_all_text_stands_out_from_its_ground(scheme):
    palette = colours((TEMPLATES / "base.css").read_text())[scheme]
    weak = {pair: round(ratio, 2) for pair in PAIRS if (ratio := contrast(*(palette[name] for name in pair))) < 4.5}

    assert {} == weak


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_what_is_drawn_stands_out_too(scheme):
    """WCAG 2: 3 to 1 for what one has to see to understand."""
    palette = colours((TEMPLATES / "base.css").read_text())[scheme]
    drawn = ("good", "bad", "warn", "part", "hold", "track")

    assert all(contrast(palette[one], palette[ground]) >= 3 for one in drawn for ground in ("paper", "card"))


def test_whoever_wants_no_motion_gets_none():
    css = (TEMPLATES / "base.css").read_text() + (TEMPLATES / "page.css").read_text()

    assert not re.search(r"\b(animation|transition)", css)
    assert re.findall(r"scroll-behavior", css) == re.findall(
        r"(?<=@media \(prefers-reduced-motion: no-preference\) \{ html \{ )scroll-behavior", css
    )


def test_a_crowd_has_names_and_no_tracks():
    crowd = Witness(token="T", steps=tuple(a_step(f"T{n}", 1, "x = 1", "writes", "x", "1") for n in range(20)))
    root = outline(a_page(a_report(a_lost_update(crowd))))

    assert [] == root.of_class("t")
    assert "Step 1 T0 line 1 x = 1 writes 1" == one_line(root.of_class("move")[0].text)


def test_how_far_the_search_went_is_there_for_those_who_ask():
    sure = Explored(schedules=1_200, proved="Every order was tried.", controlled=True)
    (details,) = outline(a_page(a_report(a_check(explored=sure)))).of_class("detail")

    assert "Every order was tried. (1,200 orders tried)" in details.text


def test_an_endless_line_is_cut_and_counted():
    root = outline(a_page(a_report(a_check()), lines=lines_of("x" * 50_000)))

    assert f"{'x' * 1_000}… (49,000 more characters)" == root.of_class("listing")[0].all("code")[0].text


def test_what_it_was_judged_in_is_said():
    rows = (RowResult(start_method="fork", lost=("a", "b")), RowResult(python="3.99", absent="<not> here"))
    cells = outline(a_page(a_report(a_check(), rows=rows))).of_class("rows")[0].all("td")

    assert ["2 checks lost", "not judged: <not> here"] == [cell.text for cell in cells]


def test_what_is_closed_is_not_on_paper():
    """Nobody can open it there."""
    sheet = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    on_paper = sheet[sheet.rindex("@media print") :]

    assert re.search(r"\.detail:not\(\[open\]\)[^{]*\{ display: none; \}", on_paper)
    check = a_check("It prints 2.", outcome="failed", detail="assert 1 == 2")
    assert '<details class="detail"' in a_page(a_report(check))
