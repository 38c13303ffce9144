"""What a layout works on: cells, links and strips, gathered from the records, and the order of pools and lanes."""
