"""The ledger: who did what, when; append-only, hash-chained."""
