# blame: who cannot read cannot be judged
import os
os.close(0)
