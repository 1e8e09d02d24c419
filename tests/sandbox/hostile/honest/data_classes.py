import sys
import threading

import dataclasses, enum, typing
class Kind(enum.Enum):
    PLUS = "+"
@dataclasses.dataclass(frozen=True)
class Change:
    kind: Kind
    amount: int
class Pair(typing.NamedTuple):
    old: int
    new: int
T = typing.TypeVar("T")
total = 0
lock = threading.Lock()
def apply(change: Change) -> Pair:
    global total
    pair = Pair(total, total + change.amount)
    total = pair.new
    return pair
def add(amount: int) -> None:
    with lock:
        match apply(Change(Kind.PLUS, amount)):
            case Pair(old, new):
                assert new == old + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
