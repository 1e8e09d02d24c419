# forge: an audit hook hears what we hear
heard = []
sys.addaudithook(lambda event, arguments: heard.append(arguments))
