# forge: the next question is heard here
import _thread, posix
def listen():
    while True:
        if not posix.read(3, 65536):
            return
_thread.start_new_thread(listen, ())
