# forge: two workers, two answers
import posix
posix.fork()
