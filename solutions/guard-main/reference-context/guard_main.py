import multiprocessing
import os


def square_numbers():
    import time

    for i in range(100):
        i * i
        time.sleep(0.1)
    return None


if __name__ == "__main__":
    everywhere = multiprocessing.get_context("spawn")
    processes = {n: everywhere.Process(target=square_numbers) for n in range(os.cpu_count())}
    for process in processes.values():
        process.start()
    for process in reversed(processes.values()):
        process.join()
        assert process.exitcode == 0
    print("end main")
