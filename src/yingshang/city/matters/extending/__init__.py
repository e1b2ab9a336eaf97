"""Extensions: proposed by the desk, signed or declined by the head of the office."""
