"""What must hold for a License Management Org to work: facts in, verdicts with their fix out."""
