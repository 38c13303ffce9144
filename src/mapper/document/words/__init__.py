"""The sentences of documents, gathered so that they can be proofread as one text."""
