import contextlib
import enum
import logging
import sys
import threading
import traceback
import typing
import warnings
from collections import namedtuple
from sys import _getframe

logging.basicConfig(format="%(funcName)s:%(lineno)d %(message)s", stream=sys.stderr)
Amount = namedtuple("Amount", "number")


class Named(typing.NamedTuple):
    number: int


class Kind(enum.Enum):
    ONE = 1


total = 0
lock = threading.Lock()


@contextlib.contextmanager
def told(name):
    logging.warning("begins %s", name)
    yield
    logging.warning("ends %s at line %d", name, _getframe(2).f_lineno)


def careful(number):
    warnings.warn("numbers may be large", stacklevel=2)
    return Named(Amount(number).number).number


def add(amount):
    global total
    with told("add"), lock:
        total = total + careful(amount)
    traceback.print_stack(file=sys.stderr)
    traceback.extract_stack()
    try:
        raise ValueError(Kind.ONE)
    except ValueError as error:
        print(error.__traceback__.tb_frame.f_code.co_name, file=sys.stderr)


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
