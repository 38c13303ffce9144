"""From a parsed file to the records of a diagram, with a note for everything that was guessed."""
