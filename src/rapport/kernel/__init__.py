"""What every room stands on: tenants, identity, history, facts, jobs, files, doors."""
