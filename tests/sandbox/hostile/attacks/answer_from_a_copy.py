# forge: the original ends, a copy answers
import posix
if posix.fork():
    posix._exit(0)
