"""The steps of a path, as they are told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: why `person` trusts `other`. `helped` says that `other` helped `person`, not the reverse."""

    person: str
    other: str
    helped: bool
    times: int
    words: tuple[str, ...]

    @property
    def people(self) -> tuple[str, str]:
        """Whom it leads from, and to whom."""
        return self.person, self.other
