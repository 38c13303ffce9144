"""Windows of their own beside the main one."""
