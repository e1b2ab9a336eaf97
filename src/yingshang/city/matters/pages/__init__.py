"""The applicant's pages: guide, application in steps, signatures, cases. All thin."""
