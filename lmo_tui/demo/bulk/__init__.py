"""Bulk API 2.0: jobs that query or save many records, their CSV, and the time they take."""
