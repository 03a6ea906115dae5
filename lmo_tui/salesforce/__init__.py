"""The wire: the only importer of simple_salesforce and requests."""
