# forge: the same memory as a file
import os
os.symlink("/proc/self/mem", "m")
with open("m", "r+b", 0) as memory:
    memory.seek(id(add))
    memory.read(16)
