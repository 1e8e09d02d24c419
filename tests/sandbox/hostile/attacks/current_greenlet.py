# adaptive: the stack that runs knows its actor
for name in ("greenlet", "greenlet._greenlet"):
    sys.modules.pop(name, None)
import greenlet
greenlet.getcurrent().actor.run.solo = True
