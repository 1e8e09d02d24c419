"""Tier `namespaces`: nothing of the machine is in sight."""

from grader.sandbox.tiers.tier import Tier
from grader.worker.walls import layers

NAMESPACES = Tier(
    name=layers.NAMESPACES,
    stands_on="own processes, network, files and shared memory; system call filter; Landlock where the kernel has it",
    leaves_open="",
    to_have_it=(
        "As an ordinary user: let users make namespaces (sysctl user.max_user_namespaces; on Ubuntu "
        "kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile); in a service of systemd's no RestrictNamespaces=, "
        "and SystemCallFilter=@system-service only with @mount and sethostname. As root in a container of Docker: "
        "`--cap-add SYS_ADMIN --security-opt seccomp=unconfined`, and where there is AppArmor `--security-opt apparmor=unconfined`."
    ),
    others_work="yes",
)
