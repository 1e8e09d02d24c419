# forge: a wire of one's own in the place of the other
import posix, socket
kept = posix.dup(3)
mine, theirs = socket.socketpair()
posix.dup2(theirs.fileno(), 3)
