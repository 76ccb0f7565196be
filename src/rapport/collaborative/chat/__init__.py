"""Web chat: what visitors of a shop's pages write, live both ways, as a channel of delivery."""
