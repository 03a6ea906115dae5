"""The one family of errors that a user may see: what happened, why, what to do."""


class LmoError(Exception):
    """Something that a user is told in three plain sentences; anything else is a bug."""

    retryable: bool = False
    """Whether the same request may succeed later without anybody changing anything."""

    def __init__(self, headline: str, detail: str = "", remedy: str = "") -> None:
        super().__init__(headline)
        self.headline = headline
        """What happened."""
        self.detail = detail
        """Why."""
        self.remedy = remedy
        """What to do."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.headline, self.detail, self.remedy) if part)


class BadEntryError(LmoError):
    """What the user typed does not mean anything here."""


class RefusedError(LmoError):
    """A rule of ours or of the org forbids it."""


class NotThereError(RefusedError):
    """The record does not exist, or this user may not see it."""


class RoadClosedError(RefusedError):
    """Everything cannot be loaded in this way, or no longer: another way may do."""


class ConflictError(RefusedError):
    """The record has changed since it was read."""


class UnreachableError(LmoError):
    """The org did not answer, or asks to come back later."""

    retryable = True


class UnknownOutcomeError(UnreachableError):
    """The answer to a write was lost: it may have been applied or not, and only reading tells."""

    retryable = False


class SignedOutError(LmoError):
    """The session is over, or never was."""


class NoAccessError(LmoError):
    """This user lacks a permission."""


class BadAnswerError(LmoError):
    """The server said something that is not the API."""


class StorageError(LmoError):
    """A file on this machine cannot be read or written."""


class TakenOverError(StorageError):
    """Another process goes on with the load of everything."""


class GivenUpError(StorageError):
    """A reading of the local copy was given up before its end: it took too long, or nobody wants it any more."""
