"""Scenarios of lock-order. They run beside the student's code, and so hold no secret.

Each makes accounts, lets money be moved between them, and notes the balances.
"""

import threading

A_LONG_TIME = 600  # seconds
PATIENCE = 4  # times that others may give up first, whichever timeout fires when


def one_transfer(program):
    """Anna sends Ben 30."""
    anna, ben = program.Account(100), program.Account(50)
    program.transfer(anna, ben, 30)
    program.balances = (anna.balance, ben.balance)


def in_opposite_directions(program):
    """Anna and Ben send each other money at the same time."""
    anna, ben = program.Account(100), program.Account(100)
    _at_the_same_time(program, (anna, ben, 10), (ben, anna, 30))
    program.balances = (anna.balance, ben.balance)


def somebody_is_slow(program):
    """Anna sends Ben 10 while somebody holds her locks for a long time; so too with Ben's, and with those of the program."""
    anna, ben = program.Account(100), program.Account(100)
    for owner in (anna, ben, program):
        parts = [getattr(owner, name, None) for name in dir(owner)]  # an account may have slots instead of a dictionary
        taken = [part for part in parts if _is_lock(part) and part.acquire(False)]
        thread = threading.Thread(target=program.transfer, args=(anna, ben, 10))
        thread.start()
        for _ in range(PATIENCE):  # as good as sleeping, and it ends when nobody else can go on
            thread.join(timeout=A_LONG_TIME / PATIENCE)
        for lock in taken:
            lock.release()
        thread.join()
    program.balances = (anna.balance, ben.balance)


def far_apart(program):
    """The same, where Ben's account is so many after Anna's."""
    apart = getattr(program, "apart", 1)  # set by the suite
    anna, *_, ben = [program.Account(100) for _ in range(apart + 1)]
    _at_the_same_time(program, (anna, ben, 10), (ben, anna, 30))


def to_the_same_account(program):
    """Anna and Ben send Cleo money at the same time."""
    anna, ben, cleo = program.Account(100), program.Account(100), program.Account(0)
    _at_the_same_time(program, (anna, cleo, 10), (ben, cleo, 30))
    program.balances = (anna.balance, ben.balance, cleo.balance)


def three_to_the_same_account(program):
    """Three accounts send a fourth money at the same time, so that two of them wait together."""
    *senders, dora = [program.Account(100) for _ in range(4)]
    _at_the_same_time(program, *((sender, dora, 10) for sender in senders))
    program.balances = tuple(account.balance for account in (*senders, dora))


def in_a_circle(program):
    """Three accounts send each other money at the same time; so each is taken from and given to.

    Whatever order the locks go by, for some account one transfer locks it first and the other second.
    """
    anna, ben, cleo = (program.Account(100) for _ in range(3))
    _at_the_same_time(program, (anna, ben, 10), (ben, cleo, 20), (cleo, anna, 40))
    program.balances = (anna.balance, ben.balance, cleo.balance)


def to_itself(program):
    """Anna sends money to herself, and then to Ben, who must not wait for what she holds."""
    anna, ben = program.Account(100), program.Account(100)
    program.transfer(anna, anna, 10)
    program.transfer(anna, ben, 5)
    program.balances = (anna.balance, ben.balance)


def _is_lock(thing):
    return hasattr(thing, "acquire") and hasattr(thing, "release") and not isinstance(thing, type)


def _at_the_same_time(program, *transfers):
    threads = [threading.Thread(target=program.transfer, args=args) for args in transfers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
