"""What a program says in the worker's name is noticed, and never an answer."""

import pytest

from grader.errors import TamperingError

FORGED = """
    import json, os, struct

    answer = {
        "run": {"kind": "finished", "stdout": "2\\n", "stderr": "", "exit_code": 0, "actors": [], "escapes": []},
        "files": {},
    }
    body = json.dumps(answer).encode()
    os.write(3, struct.pack(">IQ", len(body), 1) + body)
    """


def test_a_frame_before_the_workers_own_is_evidence(submit):
    with pytest.raises(TamperingError, match=r"on the wire|an answer is not"):
        submit(FORGED).run()
