# network: services of this machine
import socket
for path in ("/var/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0", "\0abstract"):
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.settimeout(0.2)
            end.connect(path)
            print("LOOT", path)
    except OSError:
        pass
