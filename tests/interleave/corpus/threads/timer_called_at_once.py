# verdict: X
# holds: lines == ['rang']
# blame: -
# twin: timer_sets_event.py
# about: The function is called when the timer is made, and the timer has nothing to call.

import threading

done = threading.Event()
threading.Timer(0.1, done.set()).start()
done.wait()
print("rang")
