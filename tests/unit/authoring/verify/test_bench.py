"""In which ways answers are judged."""

from dataclasses import dataclass, field

from grader.authoring.judging import Heard
from grader.authoring.verify.bench import Bench, Effort
from tests.support.courses import SLUG, a_course
from tests.support.reports import a_report


@dataclass
class Remembering:
    """Judges whose suite says of each answer what came before it."""

    heard: list = field(default_factory=list)

    def hear(self, orders, _told):
        found = []
        for order in orders:
            found.append(Heard(report=a_report(author=f"after {'; '.join(self.heard[-1:])}")))
            self.heard.append(f"{order.path}{order.text}{order.seed}")
        return found


def test_answers_are_judged_again_the_other_way_round(tmp_path):
    """A suite that remembers the answer before would otherwise prove itself: each comes after the same one every time."""
    exercise = a_course(tmp_path).exercise(SLUG)
    judges = Remembering()
    tried = Bench(exercise, judges, Effort(runs=2, hogs=0), lambda _: None).try_all()
    skeleton, empty, reference = tried

    before = str(exercise.skeleton)
    assert f"after {before}None0" == empty.heard.report.author
    assert f"after {before}1" == skeleton.again[0].report.author
    assert f"after {reference.answer.path}None1" == empty.again[0].report.author
