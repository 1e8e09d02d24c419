# denial: asleep, and deaf to signals
import _signal, select
for number in range(1, 65):
    try:
        _signal.signal(number, _signal.SIG_IGN)
    except (OSError, ValueError):
        pass
select.select([], [], [])
