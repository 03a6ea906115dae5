"""The pictures that the README shows, and the script that makes them."""
