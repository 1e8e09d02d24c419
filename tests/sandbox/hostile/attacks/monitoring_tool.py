# blame: from 3.12 on a tool that is taken in one run is taken in the next
if hasattr(sys, "monitoring"):
    sys.monitoring.use_tool_id(3, "mine")
