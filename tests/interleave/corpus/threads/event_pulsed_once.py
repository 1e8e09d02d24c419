# verdict: D
# blame: pulse
# twin: event_pulsed_until_done.py
# about: An event is set and cleared at once, once: who looks before and begins to wait afterwards waits for ever.

import threading

pulse = threading.Event()
done = False


def beat():
    global done
    pulse.set()
    pulse.clear()
    done = True


def listen():
    while not done:
        pulse.wait()


listener = threading.Thread(target=listen)
heart = threading.Thread(target=beat)
listener.start()
heart.start()
listener.join()
heart.join()
