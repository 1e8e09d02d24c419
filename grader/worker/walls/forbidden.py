"""Which system calls a worker may not make, and what it is told instead. Pure data.

The list starts from what Docker's default profile withholds, and adds what a Python program never needs.
Everything the kernel gains later (`FIRST_UNKNOWN`) does not exist inside.
"""

from __future__ import annotations

Numbers = tuple[int | None, int | None]
"""On x86_64 and on aarch64; None where the processor has no such call."""

FIRST_UNKNOWN = 463

REFUSED: dict[str, Numbers] = {
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "sched_setattr": (314, 274),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    # walls of one's own
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # large and seldom used doors into the kernel
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "fanotify_init": (300, 262),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "lookup_dcookie": (212, 18),
    "personality": (135, 92),
    "modify_ldt": (154, None),
    "vmsplice": (278, 75),
    # a file that can be executed wherever it lies
    "memfd_create": (319, 279),
    # what would outlive the worker
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    # the machine itself
    "acct": (163, 89),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "settimeofday": (164, 170),
    "delete_module": (176, 106),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "iopl": (172, None),
    "ioperm": (173, None),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "syslog": (103, 116),
    "vhangup": (153, 58),
}

PRETENDED: dict[str, Numbers] = {
    # Landlock does not cover these: said to be done, so that `shutil.copy` works, and not done.
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "lchown": (94, None),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
}

CLONE: Numbers = (56, 220)
CLONE3: Numbers = (435, 435)
CONNECT: Numbers = (42, 203)
IOCTL: Numbers = (16, 29)
PRLIMIT: Numbers = (302, 261)
AFFINITY: Numbers = (203, 122)
SOCKET: Numbers = (41, 198)
SOCKET_PAIR: Numbers = (53, 199)

NAMESPACE_FLAGS = 0x7E020000
"""CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET."""
TERMINAL_REQUESTS = (0x5412, 0x541C, 0x5423)
"""TIOCSTI (type into a terminal), TIOCLINUX, TIOCSETD."""
AF_UNIX = 1
NO_CONNECTION = 55
"""ENOANO, "No anode", which nothing else ever says: our side knows by it that the wall was in a program's way."""
DATAGRAM, TYPE_MASK = 2, 0xF
