"""Vietnamese writing: numbers, dates, document symbols, search keys, order, legacy encodings."""
