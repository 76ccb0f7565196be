"""Pure decisions of the room: names, contact points, hierarchies, what may be written."""
