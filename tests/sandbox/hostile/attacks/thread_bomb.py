# denial: threads without an end
def rest():
    threading.Event().wait()
while True:
    threading.Thread(target=rest, daemon=True).start()
