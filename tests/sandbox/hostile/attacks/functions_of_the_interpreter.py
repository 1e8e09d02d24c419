# blame: whoever puts something back needs these
sys.setswitchinterval = sys.setrecursionlimit = sys.getrecursionlimit = 5
