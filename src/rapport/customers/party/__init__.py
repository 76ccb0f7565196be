"""Who is served: people and companies, how to reach them, who they are elsewhere, what is known of them."""
