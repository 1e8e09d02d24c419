# denial: names without an end, and folders deeper than any path
import os
for number in range(20_000):
    os.close(os.open(f"small-{number}", os.O_CREAT))
for number in range(3_000):
    os.mkdir("d")
    os.chdir("d")
