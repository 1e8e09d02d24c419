# forge: logging looks for its caller, and asks a function whether it is internal
import logging
def internal(frame):
    while frame is not None:
        frame.f_globals.get("explore") and frame.f_globals.update(explore=None)
        frame = frame.f_back
    return False
logging._is_internal_frame = internal
logging.warning("who am I?")
