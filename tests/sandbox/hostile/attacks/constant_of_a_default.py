# adaptive: functions keep their defaults where they can be changed
for name in dir(threading):
    function = getattr(threading, name)
    defaults = getattr(function, "__kwdefaults__", None)
    if defaults:
        defaults.update({key: None for key in defaults})
    if getattr(function, "__defaults__", None):
        function.__defaults__ = (0,) * 9
