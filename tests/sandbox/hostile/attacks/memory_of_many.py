# denial: all the memory there is, in small parts
import posix, time
for _ in range(10):
    if posix.fork() == 0:
        kept = bytearray(80 << 20)
        while True:
            time.sleep(10)
while True:
    time.sleep(10)
