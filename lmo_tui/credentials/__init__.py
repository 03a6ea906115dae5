"""Where secrets live: the operating system's keyring, a command of the user's, an encrypted file, or memory alone."""
