"""Reports in official form: chosen, previewed in words, taken out as Word, PDF or Excel."""
