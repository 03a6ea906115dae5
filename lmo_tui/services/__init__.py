"""What a user can do, in async functions over the domain's ports."""
