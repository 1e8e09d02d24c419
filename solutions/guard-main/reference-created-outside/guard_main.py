from multiprocessing import Process, current_process, freeze_support, set_start_method
import os
import time


def square_numbers():
    for i in range(100):
        i * i
        time.sleep(0.1)
    print("done:", current_process().name)


# making a process object starts nothing yet
processes = []
for i in range(os.cpu_count()):
    processes.append(Process(target=square_numbers))

if "__main__" != __name__:
    pass
else:
    freeze_support()
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("end main")
