"""A map as indented text and back: what people type, paste and pipe, and what assistants write (DESIGN.md, decision 20)."""
