# blame: the second run meets what the first has left
import sys
import warnings
sys.path = sys.argv = warnings.filters = 5
