from multiprocessing import Pool
import os
import time


def square_numbers():
    for i in range(100):
        i * i
        time.sleep(0.1)


with Pool(os.cpu_count()) as pool:
    tasks = [pool.apply_async(square_numbers) for _ in range(os.cpu_count())]
    for task in tasks:
        task.get()

print("end main")
