"""Settings from the environment, entry points of the servers, root addresses."""
