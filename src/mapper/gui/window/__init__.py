"""The main window and what it joins: menus, toolbar, tabs, status line."""
