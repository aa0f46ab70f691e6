"""Official documents: content as an outline, official form as data, Word and PDF bytes, checks of Word files."""
