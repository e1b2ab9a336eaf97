"""The one-window desk (综合窗口): from the queue ticket to the receipt."""
