# forge: the debugger sees all frames
import bdb
class Spy(bdb.Bdb):
    def user_line(self, frame):
        frame.f_back and frame.f_back.f_locals.clear()
Spy().set_trace()
