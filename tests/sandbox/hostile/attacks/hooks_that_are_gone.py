# blame: nobody hears of an error
import sys
del sys.excepthook, sys.unraisablehook, sys.__excepthook__, sys.__unraisablehook__
