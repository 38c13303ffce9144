"""From changed records to edits of the bytes that were opened: what was not touched stays as it was."""
