"""The steps of the map as a spreadsheet: sorted, filtered, typed into, copied and pasted."""
