"""Looking at records: in the terminal, in a notebook."""
