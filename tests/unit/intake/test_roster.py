"""Who is enrolled, and whom a delivery is from."""

import pytest

from grader.errors import CourseError, UsageError
from grader.intake.handed import Handed, Identity
from grader.intake.roster import Person, Roster, read


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def handed(label="x", *identities):
    return Handed(label=label, authors=(label,), files={}, identities=identities)


def authors(roster, one):
    return [person.author for person in roster.authors_of(one)]


def test_a_roster_of_ones_own(tmp_path):
    roster = read(written(tmp_path, "author,name,email,team\nal1,Ada L.,a@x.example,\nbb2,Ben B.,,red\n"))

    assert [("al1", "Ada L.", "a@x.example", ""), ("bb2", "Ben B.", "", "red")] == [
        (one.author, one.name, one.email, one.team) for one in roster.people
    ]


@pytest.mark.parametrize(
    ("text", "author", "name"),
    [
        ("Student,ID,SIS Login ID,Section\n    Points Possible,,,\n\"Doe, Jane\",7,jd1,A\n", "jd1", "Doe, Jane"),
        ("Student,ID,SIS Login ID,Section\n\"Doe, Jane\",7,jd1,A\n\"Student, Test\",9,,A\n", "jd1", "Doe, Jane"),
        ("First name;Last name;ID number;Email address\nJane;Doe;7;j@x.example\n", "j@x.example", "Jane Doe"),
        ("Identifier,Full name,Status\nParticipant 7,Jane Doe,Submitted\n", "Participant 7", "Jane Doe"),
        ("\"Last Name\"\t\"First Name\"\t\"Username\"\nDoe\tJane\tjd1\n", "jd1", "Jane Doe"),
        ("identifier,github_username,github_id,name\nj,jd-hub,5,\n", "j", ""),
        ("Vorname,Nachname,Anmeldename,ID-Nummer,E-Mail-Adresse\nJörg,Müller,jm1,7,j@x.example\n", "jm1", "Jörg Müller"),
        ("Matrikelnummer;Name;Vorname;Gruppe\n7;Janssen;Jan;A\n", "7", "Jan Janssen"),
        ("Vollständiger Name\tBenutzername\nJörg Müller\tjm1\n", "jm1", "Jörg Müller"),
        ("username,first name,name\njd1,Jane,Jane Doe\n", "jd1", "Jane Doe"),
    ],
)  # fmt: skip
def test_what_platforms_export_is_a_roster(tmp_path, text, author, name):
    (person,) = read(written(tmp_path, text)).people

    assert (author, name) == (person.author, person.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whatever_a_spreadsheet_writes(tmp_path, encoding):
    (person,) = read(written(tmp_path, "username,name\njm,Jörg Müller\n", encoding)).people

    assert "Jörg Müller" == person.name


def test_every_mistake_is_told_at_once(tmp_path):
    with pytest.raises(CourseError) as told:
        read(written(tmp_path, "username,name\nada,Ada\n,Ben\nada,Ada again\n"))

    assert [
        (3, "`username` is empty", "fill it in, or take the line out"),
        (4, "`ada` is there twice", None),
    ] == [(one.line, one.message, one.hint) for one in told.value.mistakes]


def test_no_column_for_an_id(tmp_path):
    with pytest.raises(CourseError, match="no column holds an author's id; there is: colour, shape"):
        read(written(tmp_path, "colour,shape\nred,round\n"))


def test_no_roster(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read(tmp_path / "nowhere.csv")


def test_a_roster_that_is_no_table(tmp_path):
    with pytest.raises(UsageError, match="is no table near line 2: field larger than field limit"):
        read(written(tmp_path, f"username\n{'x' * 200_000}\n"))


@pytest.mark.parametrize(
    "text", ["\n \nusername;name\njd;Jane\n", "sep=;\r\nusername;name\r\njd;Jane\r\n", "username,name\rjd,Jane\r"]
)
def test_what_stands_above_a_table_and_what_ends_its_lines(tmp_path, text):
    assert [("jd", "Jane")] == [(one.author, one.name) for one in read(written(tmp_path, text)).people]


def test_a_quotation_that_does_not_end_swallows_nobody(tmp_path):
    with pytest.raises(UsageError, match="is no table near line 4: unexpected end of data") as told:
        read(written(tmp_path, 'username,name\nada,"Ada\nben,Ben\ncleo,Cleo\n'))

    assert 'Is a " opened there and not closed?' == told.value.hint


def test_a_mistake_is_told_with_its_line_whatever_stands_above(tmp_path):
    with pytest.raises(CourseError) as told:
        read(written(tmp_path, '\nusername,name\n\nada,"Ada\nL."\n,Ben\n'))

    assert [(6, "`username` is empty")] == [(one.line, one.message) for one in told.value.mistakes]


def test_columns_that_are_headed_alike_are_told(tmp_path):
    with pytest.raises(CourseError) as told:
        read(written(tmp_path, "username,User name,name,Remark,remark\njd,other,Jane,,\n"))

    assert ["several columns are headed alike: `username` and `User name`"] == [
        one.message for one in told.value.mistakes
    ]


@pytest.mark.parametrize(
    ("label", "author"),
    [("al1.py.txt", "al1"), ("al1.ipynb.html", "al1"), ("al1.tar.gz", "al1"), ("al1.doc.py", "al1.doc")],
)
def test_whose_a_file_with_two_endings_is(label, author):
    """A second ending hides nobody; and who has one in the login is not taken for somebody else."""
    roster = Roster([Person("al1"), Person("al1.doc")])

    assert [author] == authors(roster, handed(label))


def test_who_it_could_be(tmp_path):
    twins = Roster([Person("jd1", "Jane Doe"), Person("jd2", "Doe, Jane"), Person("x", "Xu")])

    assert ["jd1", "jd2"] == [one.author for one in twins.could_be(handed("jane doe.py"))]
    assert ["jd1", "jd2"] == [one.author for one in twins.could_be(handed("d_1", Identity(name="doejane")))]
    assert () == twins.could_be(handed("x")) == twins.could_be(handed("nobody"))


def test_not_utf_8(tmp_path):
    """\x81 is no letter of Windows-1252 either."""
    with pytest.raises(UsageError, match="is not UTF-8"):
        read(written(tmp_path, "username\nM\x81ller\n", "latin-1"))
    (tmp_path / "roster.csv").write_bytes(b"\xff\xfeu")
    with pytest.raises(UsageError, match="is not UTF-8"):
        read(tmp_path / "roster.csv")


def test_what_excel_writes_in_western_europe_is_read_and_told(tmp_path):
    found = read(written(tmp_path, 'Nachname;Vorname;username;name\nMüller;Jörg;jm;"Müller, Jörg €"\n', "windows-1252"))

    assert [("jm", "Müller, Jörg €")] == [(one.author, one.name) for one in found.people]
    assert "was read as Windows-1252. If 'Müller' is not what it says" in found.doubt
    assert "" == read(written(tmp_path, "username,name\njm,Jörg\n", "utf-8")).doubt


ROSTER = Roster(
    [
        Person("al1", "Ada Lovelace", "ada@x.example", "", {"id": "11", "name": "Ada Lovelace", "username": "al1"}),
        Person("ad2", "Ada Doe", "", "", {"id": "12", "name": "Ada Doe"}),
        Person("jm3", "Müller, Jörg", "", "", {"id": "13", "name": "Müller, Jörg"}),
    ]
)


@pytest.mark.parametrize(
    "identity",
    [
        Identity(platform_id="11"),
        Identity(login="AL1"),
        Identity(email="Ada@X.example"),
        Identity(name="Ada Lovelace"),
        Identity(name="Lovelace, Ada"),
        Identity(name="lovelaceada"),
        Identity(name="nobody at all", student_number="11"),
    ],
)
def test_a_person_is_found_by_whatever_is_known(identity):
    assert ["al1"] == authors(ROSTER, handed("x", identity))


@pytest.mark.parametrize(
    "label", ["al1", "al1.py", "Ada Lovelace.ipynb", "AL1.ZIP", "al1.pdf", "ada lovelace", "Lovelace, Ada"]
)
def test_a_plain_name_is_found_with_or_without_its_suffix(label):
    assert ["al1"] == authors(ROSTER, handed(label))


@pytest.mark.parametrize("label", ["Ada", "ada.py", "unknown", ""])
def test_nobody_is_guessed(label):
    assert [] == authors(ROSTER, handed(label))


def test_accents_and_commas(tmp_path):
    assert ["jm3"] == authors(ROSTER, handed("Jörg Müller"))
    assert ["jm3"] == authors(ROSTER, handed("x", Identity(name="müllerjörg")))


def test_who_is_called_as_a_team_of_others_is_not_the_team():
    roster = Roster([Person("a", "Ann", "", "red"), Person("b", "Ben", "", "Ann"), Person("red", "Red H.")])

    assert [] == authors(roster, handed("red.py")) == authors(roster, handed("Ann"))
    assert ["a", "red"] == [one.author for one in roster.could_be(handed("red.py"))]
    assert ["b", "a"] == [one.author for one in roster.could_be(handed("Ann"))]
    own = Roster([Person("a", "Ann", "", "Ann"), Person("b", "Ben", "", "Ann")])
    assert ["a", "b"] == authors(own, handed("Ann"))


TEAMS = Roster([Person("a", "Ann", "", "red"), Person("b", "Ben", "", "red"), Person("c", "Cleo", "", "")])


@pytest.mark.parametrize(
    ("label", "expected"), [("red", ["a", "b"]), ("Red.zip", ["a", "b"]), ("a", ["a", "b"]), ("c", ["c"])]
)
def test_what_one_hands_in_their_team_hands_in(label, expected):
    assert expected == authors(TEAMS, handed(label))


def test_several_who_hand_in_together_without_being_a_team():
    assert ["c", "a", "b"] == authors(TEAMS, handed("x", Identity(login="c"), Identity(login="a")))


def test_german_headings_say_what_kind_of_thing_stands_below(tmp_path):
    """So that Moodle's number finds the one who has it, and a tutorial makes no team."""
    headings = "Vorname,Nachname,Anmeldename,Matrikelnummer,Gruppe"
    roster = read(written(tmp_path, f"{headings}\nJörg,Müller,jm1,7,A\nZoë,Groß,zg1,8,A\n"))

    assert ["jm1"] == authors(roster, handed("x", Identity(student_number="7")))
    assert ["zg1"] == authors(roster, handed("Groß, Zoë"))


def test_only_what_identifies_a_person_counts(tmp_path):
    """Zed's partner is Ann, Ben's section is Cleo's number, and Dan's room is called as Moodle's participant Ann."""
    text = "username,id number,section,partner,room\nann,1,A,zed,\nzed,2,A,ann,\nben,3,4,,\ncleo,4,B,,\ndan,5,C,,77\n"
    roster = read(written(tmp_path, text))

    assert ["ann"] == authors(roster, handed("ann"))
    assert ["cleo"] == authors(roster, handed("x", Identity(student_number="4")))
    assert [] == authors(roster, handed("x", Identity(participant="77")))


def test_moodles_number_of_a_participant_is_nobodys_student_number(tmp_path):
    roster = read(written(tmp_path, "username,id number,full name\nann,11,Ann Lee\nben,12,Ben Roe\n"))

    assert ["ben"] == authors(roster, handed("x", Identity(name="Ben Roe", participant="11")))


def test_a_login_at_a_host_of_code_is_not_somebody_elses_login(tmp_path):
    roster = read(written(tmp_path, "username,github_username\nann,annie-hub\nben,ann\n"))

    assert ["ben"] == authors(roster, handed("ann", Identity(code_host="ann")))
    assert ["ann"] == authors(roster, handed("ann", Identity(login="ann")))
