"""Work items and key work items of a congress resolution, and how far they have come."""
