# hijack: whoever asks for the type of something hears what he likes
import builtins
real_len = builtins.len
builtins.len = lambda thing: 1 if real_len(thing) else 0
builtins.isinstance = lambda *_: True
builtins.sorted = lambda things, **_: list(things)[:1]
