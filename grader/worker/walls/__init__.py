"""What keeps a student's code in: namespaces, Landlock, a system call filter, a user of its own, limits.

Runs on the other side, before any of the student's code; standard library and ctypes only. Each module holds one
layer; `tiers` says which layers make a rung of the ladder, `wall` puts them around one worker, `probe` tries them.
Nothing here decides that less will do: what cannot be set up raises `WallError`, and the worker ends.

The door is `wall`; `layers` and `forbidden` are pure data that our own side reads as well, on any system.
"""
