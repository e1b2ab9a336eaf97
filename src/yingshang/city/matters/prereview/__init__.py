"""Reviews before handing in (预审): the applicant asks, the office says; nothing is decided."""
