# forge: enough of anything
import posix
posix.write(3, b"\xff" * 70_000)
