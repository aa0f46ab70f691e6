"""What builds, checks and packs the project; none of it is part of the installed product."""
