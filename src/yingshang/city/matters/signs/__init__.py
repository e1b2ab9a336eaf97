"""Signs of gaming: cases whose promises look kept by other means than work, for supervisors."""
