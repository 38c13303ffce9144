"""The window: menus, tools, panels and dialogs around the canvas, all of them thin faces of `app`."""
