# denial: files without an end
import os
for number in range(10_000):
    with open(f"large-{number}", "wb") as file:
        file.write(bytes(4 << 20))
