# forge: an answer on the wire
import json, os, struct
def frame(number, answer):
    body = json.dumps(answer).encode()
    return struct.pack(">IQ", len(body), number) + body

os.write(3, frame(2, {"value": None, "stdout": "", "stderr": ""}))
