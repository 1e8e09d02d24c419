# forge: compiled code that no compiler made
import io, marshal
code = marshal.load(io.BytesIO(marshal.dumps(add.__code__)))
add = type(add)(code, globals())
