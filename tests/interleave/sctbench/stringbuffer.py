# verdict: X
# blame: value
# about: RADBench/ConSeq stringbuffer-jdk1.4: each method locks, append reads the length and the characters separately.

import threading


class StringBuffer:
    def __init__(self, text=""):
        self.lock = threading.RLock()
        self.value = list(text)

    def length(self):
        with self.lock:
            return len(self.value)

    def get_chars(self, begin, end):
        with self.lock:
            assert end <= len(self.value), "string index out of range"
            return self.value[begin:end]

    def erase(self, begin, end):
        with self.lock:
            del self.value[begin:end]

    def append(self, sb):
        with self.lock:
            n = sb.length()
            self.value += sb.get_chars(0, n)


buffer = StringBuffer("abc")


def erase():
    buffer.erase(0, 3)


def copy():
    other = StringBuffer()
    other.append(buffer)


t1 = threading.Thread(target=erase)
t2 = threading.Thread(target=copy)
t2.start()
t1.start()
t1.join()
t2.join()
