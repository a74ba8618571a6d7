"""Who may do what on the editors' desk, and how they prove who they are."""
