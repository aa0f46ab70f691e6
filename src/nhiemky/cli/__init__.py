"""The ``nhiemky`` command: one module for each command, brought in only when it is called."""
