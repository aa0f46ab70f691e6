"""Units with their dated states, succession, terms, people, roles; who may see and do what in which branch."""
