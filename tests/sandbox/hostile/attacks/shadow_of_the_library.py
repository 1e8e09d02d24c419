# hijack: modules of the same names as those that are needed
# beside it lie json.py, ast.py, threading.py, conftest.py, pytest.ini and sitecustomize.py (see deliveries)
