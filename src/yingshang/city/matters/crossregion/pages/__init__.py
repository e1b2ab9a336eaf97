"""Pages of handling across regions: what is on offer, the applicant's own, the window's."""
