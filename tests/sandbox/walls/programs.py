# ruff: noqa - submissions that take all they can get
"""Programs that want too much, by name; and some that want no more than multiprocessing offers."""

MARK = "a-greedy-submission"

GREEDY = {
    "memory of many": """
        import os, time
        for _ in range(12):
            if os.fork() == 0:
                kept = bytearray(60 << 20)
                while True:
                    time.sleep(60)
        while True:
            time.sleep(60)
    """,
    "memory of one": """
        kept = []
        while True:
            kept.append(bytearray(1 << 20))
    """,
    "shared memory": """
        import os
        for number in range(100):
            with open(f"/dev/shm/greedy-{os.getpid()}-{number}", "wb") as file:
                file.write(bytes(8 << 20))
            print(number + 1, flush=True)
        print("all of it")
    """,
    "processes": """
        import os, time
        while True:
            try:
                os.fork()
            except OSError:
                time.sleep(0.01)
    """,
    "threads": """
        import threading, time
        def rest(): threading.Event().wait()  # a sleep is soon over where time is scaled
        while True:
            threading.Thread(target=rest, daemon=True).start()
    """,
    "disk": """
        for number in range(100):
            with open(f"large-{number}", "wb") as file:
                file.write(bytes(8 << 20))
            print(number + 1, flush=True)
        print("all of it")
    """,
    "files": """
        import time
        for number in range(50_000):
            open(f"small-{number}", "w").close()
            if number % 1000 == 999: print(number + 1, flush=True)
        print("all of it")
    """,
    "a sparse file": """
        with open("sparse", "wb") as file:
            file.truncate(1 << 40)
        print("all of it")
    """,
    "descendants": f"""
        import os, signal, subprocess, sys
        code = "import os, signal, time; os.setsid(); signal.signal(15, signal.SIG_IGN); time.sleep(600)  # {MARK}"
        for _ in range(4):
            subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execv(sys.executable, [sys.executable, "-c", code])
            os._exit(0)
        print("begun")
    """,
    "processor": """
        import os
        for _ in range(3):
            if os.fork() == 0:
                while True: pass
        while True: pass
    """,
}

HONEST = {
    "what forked processes share counts once": """
        import os, time
        kept = bytearray(150 << 20)
        children = []
        for _ in range(6):
            child = os.fork()
            if child == 0:
                time.sleep(400)
                os._exit(0)
            children.append(child)
        print(len([os.waitpid(child, 0) for child in children]))
    """,
    "a pool": """
        import multiprocessing
        if __name__ == "__main__":
            with multiprocessing.Pool(2) as pool:
                print(pool.map(abs, [-1, -2]))
    """,
    "a queue, a lock and a value": """
        import multiprocessing
        def add(lock, value, queue):
            with lock:
                value.value += 1
            queue.put(1)
        if __name__ == "__main__":
            lock, value, queue = multiprocessing.Lock(), multiprocessing.Value("i"), multiprocessing.Queue()
            processes = [multiprocessing.Process(target=add, args=(lock, value, queue)) for _ in range(3)]
            for process in processes:
                process.start()
            print([queue.get() for _ in processes])
            for process in processes:
                process.join()
            print(value.value)
    """,
    "shared memory": """
        from multiprocessing import Process, shared_memory
        def write(name):
            block = shared_memory.SharedMemory(name=name)
            block.buf[0] = 7
            block.close()
        if __name__ == "__main__":
            block = shared_memory.SharedMemory(create=True, size=16)
            process = Process(target=write, args=(block.name,))
            process.start()
            process.join()
            print(block.buf[0])
            block.close()
            block.unlink()
    """,
    "a manager": """
        import multiprocessing
        def put(shared, key):
            shared[key] = key * key
        if __name__ == "__main__":
            with multiprocessing.Manager() as manager:
                shared = manager.dict()
                process = multiprocessing.Process(target=put, args=(shared, 3))
                process.start()
                process.join()
                print(dict(shared))
    """,
    "a pool of threads, files and a child": """
        import concurrent.futures, os, shutil, subprocess, sys, tempfile
        if __name__ == "__main__":
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "a")
                with open(path, "w") as file:
                    file.write("a")
                os.chmod(path, 0o600)
                shutil.copy(path, path + "b")
                names = len(os.listdir(folder))
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                total = sum(pool.map(abs, range(-3, 0)))
            child = subprocess.run([sys.executable, "-c", "print(6)"], capture_output=True, text=True)
            print(names, total, child.stdout.strip(), os.system("true"))
    """,
}

VISITOR = """
import os, posix, threading

def spoil():
    for module in [threading]:
        module.Lock = None
    os.environ["SPOILT"] = "yes"
    os.umask(0o077)
    os.chdir("/")
    return dir(threading).index("Lock")

def state():
    return [threading.Lock is None, "SPOILT" in os.environ, os.getcwd(), os.umask(0o022)]

def found():
    places = ["/tmp", "/dev/shm", os.path.expanduser("~")]
    return [sorted(os.listdir(place)) for place in places] + [open("program.py").read()[:8], os.stat("program.py").st_mode]

def write(path):
    with open(path, "w") as file:
        file.write("spoilt")

def remove(path):
    os.unlink(path)

def mode(path):
    os.chmod(path, 0o600)

def date(path):
    os.utime(path, (1, 1))

def leave():
    if not getattr(posix, "fo" + "rk")():
        posix.setsid()
        wait()

def processes():
    return len([name for name in os.listdir("/proc") if name.isdecimal()])

def mould():
    return posix.getppid()

def memory(of):
    with open(f"/proc/{of}/mem", "rb") as file:
        return len(file.read(1))

def end(whom):
    posix.kill(whom, 9)
    wait()

def wait():
    posix.read(posix.pipe()[0], 1)
"""


SPY = (
    VISITOR
    + """
import fcntl, mmap, struct

def through_a_map():
    with open("program.py", "r+b") as file, mmap.mmap(file.fileno(), 0) as pages:
        before = pages[:8]
        pages[:1] = b"!"

def nameless():
    posix.close(posix.open("/tmp", os.O_TMPFILE | os.O_RDWR))

def hint():
    with open("program.py", "rb") as file:
        fcntl.fcntl(file.fileno(), 1036, struct.pack("q", 3))

def lock_null(of):
    return fcntl.fcntl(of, 37, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 1234, 1, 0)) and None

def null_is_locked():
    with open("/dev/null", "w") as null:
        asked = struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 0, 0)
        return struct.unpack("hhqqi", fcntl.fcntl(null.fileno(), 36, asked)[:28])[0] != fcntl.F_UNLCK

def set_null(of):
    fcntl.fcntl(of, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)
    fcntl.fcntl(of, fcntl.F_SETOWN, posix.getpid())

def null_settings():
    return [[fcntl.fcntl(of, what) for what in (fcntl.F_GETFL, fcntl.F_GETOWN)] for of in (0, 1)]

def when_read():
    return os.stat("program.py").st_atime_ns

def read():
    return open("program.py").read(1)

def many_processes():
    for _ in range(9):
        child = getattr(posix, "fo" + "rk")()
        if not child:
            posix._exit(0)
        posix.waitpid(child, 0)

def number():
    return posix.getpid()

def signal_mould(number):
    posix.kill(posix.getppid(), number)

def end_later():
    mould = posix.getppid()
    if not getattr(posix, "fo" + "rk")():
        posix.setsid()
        while posix.getppid() != mould:
            pass
        posix.kill(mould, 9)
        wait()
"""
)
"""What one check of a submission can leave for the next, and see of the one before."""
