# outlive: a process that stays, whatever becomes of its parent
import posix, time
if posix.fork() == 0:
    posix.setsid()
    if posix.fork():
        posix._exit(0)
    for descriptor in range(0, 64):
        try:
            posix.close(descriptor)
        except OSError:
            pass
    while True:
        time.sleep(0.5)
        try:
            with open("/tmp/a-hostile-submission-was-here", "w") as file:
                file.write("still")
        except OSError:
            pass
