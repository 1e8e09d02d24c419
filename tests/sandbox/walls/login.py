"""An ordinary user as a login makes one: a group whose number is not the user's, and others beside, which nobody but root can
leave."""

import os

OWN, OTHERS = 1, (2, 3)
"""Numbers of the groups, counted from the user's."""
NOBODYS = "65534"
"""What a group is called inside a user namespace that knows it not."""


def become_ordinary(user):
    """From root to this user, for good."""
    os.setgroups([user + OWN, *(user + other for other in OTHERS)])
    os.setresgid(*[user + OWN] * 3)
    os.setresuid(*[user] * 3)
