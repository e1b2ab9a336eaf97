"""Pages of the capability; each package's pages stand in a file of their own."""
