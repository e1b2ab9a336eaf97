"""The applicant's pages: guide, application in steps, signatures, cases. Thin: parse, call, answer."""
