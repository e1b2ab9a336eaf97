"""The officers' side: the queue of a post, the case page with its steps, the board of leaders."""
