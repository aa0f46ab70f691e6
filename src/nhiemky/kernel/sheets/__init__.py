"""Tables whose cells remember their address, and the product's own form."""
