"""Evidence made by hand: what points are made of, without judging anything."""


def a_finding(name="test_it", *, points="1", outcome="passed", awards=(), **more):
    """What was found about one check; it passed, unless something else is said."""
    return {
        "id": name,
        "title": more.pop("title", name),
        "group": more.pop("group", name.partition("[")[0]),
        "points": str(points),
        "outcome": outcome,
        "awards": [{"fraction": str(fraction), "why": why} for fraction, why in awards],
        **more,
    }


def an_evidence(*findings, duration=0.5, **header):
    """A judge's document with these findings."""
    return {
        "grader": {
            "schema": "grader.evidence/1",
            "course": "Concurrency",
            "exercise": "add-lock",
            "which": "suite",
            "suite": {"digest": "5" * 64},
            "submission": {"digest": "d" * 64, "entry": "add_lock.py"},
            "seed": 7,
            "environment": {"python": "3.11.7", "platform": "Linux x86_64", "isolation": "process", "cpus": 4},
            "notices": [],
            "problems": [],
            **header,
        },
        "duration": duration,
        "tests": [{"nodeid": f"test_it.py::{finding['id']}", "metadata": {"grader": finding}} for finding in findings],
    }
