"""What goes over the wire between server and clients: typed messages, and nothing that acts on them."""
