"""What a pool does with its queue is no method of the program's queues."""

from tests.support.programs import explored, in_life, outputs

TEXT = """
import queue
jobs = queue.SimpleQueue()
for name in ("add", "added", "take", "taken", "drain", "draining"):
    print(hasattr(jobs, name))
"""


def test_a_queue_of_the_program_has_the_methods_of_the_librarys_alone():
    assert {"False\n" * 6} == {in_life(TEXT)} == outputs(explored(TEXT))
