"""What every part of the window is made of: icons, theme, style, questions, messages."""
