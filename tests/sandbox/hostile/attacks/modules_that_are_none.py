# blame: nobody finds a module any more
import sys
sys.modules = None
