"""What a file does not draw gets a place near what it is joined to."""
