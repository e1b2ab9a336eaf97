"""What an applicant promises; commitments are what offices promise. 容缺受理、告知承诺."""
