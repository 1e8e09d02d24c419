# forge: a suite can be skipped
try:
    import pytest
    pytest.skip("not today", allow_module_level=True)
except ImportError:
    pass
