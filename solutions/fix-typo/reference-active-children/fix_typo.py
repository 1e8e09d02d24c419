from multiprocessing import Process, active_children
import os
import sys
import time


def square_numbers():
    for i in range(100):
        i * i
        time.sleep(0.1)


for i in range(os.cpu_count()):
    Process(target=square_numbers).start()

while active_children():
    time.sleep(0.5)

sys.stdout.write("fertig\n")
