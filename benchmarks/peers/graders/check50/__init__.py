"""check50: the four checks. It imports the student's code into its own processes."""

import sys
from pathlib import Path

import check50

sys.path.insert(0, str(Path(__file__).parent.parent))
import checks

HERE = Path("counter.py")


@check50.check()
def defines_increase():
    """defines increase()"""
    checks.defines_increase(HERE.resolve())


@check50.check()
def one_call_adds_one():
    """one call adds 1"""
    checks.one_call_adds_one(HERE.resolve())


@check50.check()
def twenty_threads_add_twenty():
    """twenty threads end at 20"""
    checks.twenty_threads_add_twenty(HERE.resolve())


@check50.check()
def the_script_prints_two():
    """prints end value 2"""
    check50.run(f"{sys.executable} counter.py").stdout("end value 2").exit(0)
