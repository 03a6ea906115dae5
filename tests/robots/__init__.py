"""Robots that use the screens as a person does, so that tests read like stories."""
