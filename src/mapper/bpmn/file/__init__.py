"""The file itself: bytes, encodings, XML, names, and what may be wrong with them."""
