"""Walking long lists: keyset paging over indexed orders, in both directions, and honest counts."""
