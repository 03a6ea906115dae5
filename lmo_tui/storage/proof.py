"""What tells whether a store is still as it was: cheap to import, since it is asked before anything else is."""

RENEW = "INSERT OR REPLACE INTO fact VALUES ('mark', lower(hex(randomblob(12))))"
"""In every transaction that changes licenses: the mark is another one then, and was never there before."""

READ = """
SELECT (SELECT user_version FROM pragma_user_version) || ' ' || (SELECT value FROM fact WHERE name = 'mark')
        || coalesce((SELECT ' ' || CASE WHEN json_valid(value)
            THEN json_extract(value, '$.id', '$.user_id', '$.org_class', '$.alias', '$.user_name') ELSE value END
            FROM fact WHERE name = 'org'), '')
        || coalesce((SELECT ' ' || value FROM fact WHERE name = 'access'), ''),
    (SELECT value FROM fact WHERE name = 'synced_at')
"""
"""The proof (null where nothing is known), and when the store was last brought up to date.

The proof is the same only while licenses, org, user, permissions and tables are: what a screen shows of them is, too.
The address of the org is not shown, and the demo LMO has another one each time.
"""


def one_line(proof: str | None) -> str:
    """The proof as it is written down; empty where there is none."""
    return proof.replace("\n", " ") if proof else ""
