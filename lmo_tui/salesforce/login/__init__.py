"""Ways to an access token. Every host was checked by `hosts` before anything is sent to it."""
