# adaptive: `functools` changes what threads of the library do
import functools
real_run, one = threading.Thread.run, threading.Lock()
class Changed:
    def run(self):
        with one:
            real_run(self)
functools.update_wrapper(threading.Thread, Changed, ("run",), ())
