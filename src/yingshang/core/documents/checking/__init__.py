"""What a file is, told from its content; its name says nothing."""
