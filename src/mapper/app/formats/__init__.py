"""Maps into other formats, documents and tables, one file or many."""
