"""An LMO to learn and test on: a real HTTP server with the platform's and the LMA's rules. Imports nothing of ours."""
