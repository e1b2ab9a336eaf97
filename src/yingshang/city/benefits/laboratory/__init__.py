"""What a change of a policy would cost: two variants over the same frozen snapshots, noted down."""
