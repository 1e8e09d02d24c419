# verdict: OK
# holds: lines == ['rang']
# twin: timer_called_at_once.py
# about: A timer sets the event that is waited for.

import threading

done = threading.Event()
threading.Timer(0.1, done.set).start()
done.wait()
print("rang")
