"""A map that somebody works on: opened, edited, saved, kept safe from crashes."""
