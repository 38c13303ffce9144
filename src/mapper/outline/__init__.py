"""A map as indented text and back: what people type, paste and pipe, and what assistants write (decision 20)."""
