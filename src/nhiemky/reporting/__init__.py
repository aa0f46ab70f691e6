"""Numbers and reports out: boards, evaluation, documents, workbooks."""
