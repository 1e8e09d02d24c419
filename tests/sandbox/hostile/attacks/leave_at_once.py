# forge: gone before there is anything to look at
sys.exit(0)
