"""Files in: batches, rows with problems, preview, apply."""
