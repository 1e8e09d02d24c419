# denial: folders deeper than any path
import os
for number in range(2_000):
    os.mkdir("d")
    os.chdir("d")
