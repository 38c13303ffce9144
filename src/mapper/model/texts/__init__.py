"""What text there is on a map and the room it needs: labels, steps, bands, annotations, and how large it is set."""
