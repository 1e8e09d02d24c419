# network: everything, to anybody
import socket
for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("1.1.1.1", 80)), (socket.AF_INET, socket.SOCK_DGRAM, ("8.8.8.8", 53)),
    (socket.AF_INET6, socket.SOCK_STREAM, ("::1", 80)), (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 22)),
):
    try:
        with socket.socket(family, kind) as end:
            end.settimeout(0.2)
            end.connect(address)
            end.send(b"I was here")
            print("LOOT", "connected", address)
    except OSError:
        pass
