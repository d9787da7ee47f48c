"""The facts of a file in the catalogue's terms, one function a field."""

from __future__ import annotations

import datetime
import re

from ingest.catalogue.schema import CountryCode, Deployment, OrganisationType
from ingest.errors import ReadError, WrongValueError
from ingest.publiccode.licences import licences_of
from ingest.publiccode.mapped import Mapped
from ingest.publiccode.model import Contractor, PublicCode
from ingest.publiccode.notes import note
from ingest.publiccode.vocabulary import vocabulary
from ingest.reference import reference
from ingest.texts import message

_ITALIAN_ADMINISTRATION = "urn:x-italian-pa:"
_WEB_ADDRESS = re.compile(r"https?://\S+")


def aliases_of(code: PublicCode) -> Mapped[list[str]]:
    """Return the names in other languages that differ from the name."""
    name = code.name.strip()
    names = {tag: (texts.localised_name or "").strip() for tag, texts in (code.description or {}).items()}
    others = {other.casefold(): other for other in reversed(names.values()) if other and other != name}
    others.pop(name.casefold(), None)
    keys = tuple(f"description.{tag}.localisedName" for tag, other in names.items() if other)
    return Mapped(list(reversed(others.values())), keys)


def licence_of(code: PublicCode, source: str) -> Mapped[list[str] | None]:
    """Return the licences of the SPDX expression; raises ``ReadError`` for one that is not SPDX."""
    expression = code.legal.license if code.legal else None
    if not expression:
        return Mapped(None)
    try:
        licences = licences_of(expression)
    except WrongValueError as error:
        raise ReadError(source, message("not_spdx", expression=expression[:200], error=error)) from error
    notes = (note("licence_as_list", expression=expression),) if len(licences) > 1 else ()
    return Mapped(licences, ("legal.license",), (), notes)


def web_address_of(key: str, address: str | None) -> Mapped[str | None]:
    """Return an address that can be shown as a link."""
    if address is None:
        return Mapped(None)
    shown = address.strip()
    if not _WEB_ADDRESS.fullmatch(shown):
        return Mapped(None, (), (), (note("not_a_link", key=key, address=shown[:200]),))
    return Mapped(shown, (key,))


def steward_of(code: PublicCode) -> Mapped[str | None]:
    """Return the organisation that publishes, under its current key, else the deprecated one."""
    name = (code.organisation.name if code.organisation else None) or ""
    owner = (code.legal.repo_owner if code.legal else None) or ""
    if name.strip():
        keys = ("organisation.name", *(("legal.repoOwner",) if owner.strip() == name.strip() else ()))
        return Mapped(name.strip(), keys)
    return Mapped(owner.strip() or None, ("legal.repoOwner",) if owner.strip() else ())


def country_of(code: PublicCode) -> Mapped[CountryCode | None]:
    """Return Italy where the publisher has a code in the index of Italian administrations.

    The index also lists companies under public control: the code does not say who governs the software.  The
    audience's countries say for whom the software is, not whose it is.
    """
    uri = (code.organisation.uri if code.organisation else None) or ""
    keys = ("organisation.uri",) if uri.startswith(_ITALIAN_ADMINISTRATION) else ()
    if code.italian("riuso", "codiceIPA"):
        keys = (*keys, "IT.riuso" if code.country_it else "it.riuso")
    return Mapped("IT" if keys else None, keys)


def organisations_of(code: PublicCode) -> Mapped[list[OrganisationType] | None]:
    """Return the kinds of organisation that the fields of application name."""
    scopes = (code.intended_audience.scope if code.intended_audience else None) or []
    kinds: dict[str, OrganisationType | None] = {scope: vocabulary().scope.get(scope) for scope in scopes}
    left_out = tuple(f"intendedAudience.scope: {scope}" for scope, kind in kinds.items() if kind is None)
    known = list(dict.fromkeys(kind for kind in kinds.values() if kind))
    return Mapped(known or None, ("intendedAudience.scope",), left_out)


def standards_of(code: PublicCode) -> Mapped[list[str] | None]:
    """Return the aliases that are standards of the catalogue; an address or a URN names none of them for sure."""
    names = {one.id: _standard(one.id) for one in code.supports or () if one.id}
    known = [name for name in names.values() if name]
    left_out = tuple(f"supports: {written}" for written, name in names.items() if name is None)
    return Mapped(known or None, ("supports",), left_out)


def _standard(written: str) -> str | None:
    name = vocabulary().aliases.get(written.removeprefix("alias:")) if written.startswith("alias:") else None
    return name if name in reference().standards else None


def deployment_of(code: PublicCode) -> Mapped[list[Deployment] | None]:
    """Return where the software can run; that somebody hosts it ("cloud") is nothing that a file states."""
    platforms = {platform.strip().casefold() for platform in code.platforms or ()}
    served = code.software_type in ("standalone/web", "standalone/backend")
    modes: list[Deployment] = ["self-hosted"] if served else []
    if platforms & {"windows", "mac"} or ("linux" in platforms and not served):  # a served application's Linux serves
        modes.append("desktop")
    if platforms & {"ios", "android"}:
        modes.append("mobile")
    is_a_part = code.software_type in ("addon", "library", "configurationFiles")
    if is_a_part or not modes:
        return Mapped(None)
    return Mapped(modes, ("platforms", "softwareType"))


def support_of(code: PublicCode, day: datetime.date) -> Mapped[list[str] | None]:
    """Return the contractors whose contract runs, where the file shows that it is performed for Europe."""
    maintenance = code.maintenance
    contractors = (maintenance.contractors if maintenance else None) or []
    if not contractors or maintenance is None or maintenance.type != "contract":
        return Mapped(None)
    countries = {one.upper() for one in (code.intended_audience.countries if code.intended_audience else None) or ()}
    european = country_of(code).value is not None or (bool(countries) and countries <= vocabulary().european)
    named = [one for one in contractors if one.name and european and _runs(one, day)]
    refused = [one.name for one in contractors if one.name and one not in named]
    reason = note("contract_over") if european else note("not_for_europe")
    names = list(dict.fromkeys(one.name.strip() for one in named if one.name))
    return Mapped(
        names or None,
        ("maintenance.contractors",) if names else (),
        tuple(f"maintenance.contractors: {name}" for name in refused) if names else (),
        (note("contractors_left_out", names=", ".join(map(str, refused)), reason=reason),) if refused else (),
    )


def _runs(contractor: Contractor, day: datetime.date) -> bool:
    try:
        return datetime.date.fromisoformat(contractor.until or "") >= day
    except ValueError:
        return False
