from threading import Thread


def square_numbers():
    for i in range(100):
        i * i


def work():
    pass


if __name__ == "__main__":
    threads = []
    num_threads = 10

    # create threads
    for i in range(num_threads):
        thread = Thread(target=work)
        threads.append(thread)
        square_numbers()

    # start threads
    for thread in threads:
        thread.start()

    # join threads: wait for them to complete
    for thread in threads:
        thread.join()

    print("end main")
