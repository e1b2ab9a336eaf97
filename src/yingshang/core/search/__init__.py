"""Finding cases: an index of its own over number, names and titles, scoped before it is searched.

`words` cuts texts into lexemes, `asked` reads what somebody typed, `scope` says what she may see in
the same language, `indexing` keeps the index behind the sealed ledger, `finding` answers.
"""
