# verdict: OK
# holds: numbers == [2]
# twin: folder_listed_meanwhile.py
# about: The folder is listed once both files are there.

import os
import tempfile
import threading


def write(folder, name):
    with open(os.path.join(folder, name), "w") as file:
        file.write("x")


with tempfile.TemporaryDirectory() as folder:
    threads = [threading.Thread(target=write, args=(folder, name)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(os.listdir(folder)))
