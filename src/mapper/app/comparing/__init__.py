"""Files compared and merged: what `mapper diff`, `mapper merge`, git and the window ask for."""
