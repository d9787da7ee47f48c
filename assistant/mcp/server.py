"""The MCP server: the tools, documents as resources, and errors that say what to change."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from fastapi.exceptions import RequestValidationError
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp.server.mcpserver.resources import ResourceSecurity
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError

from assistant.api.problems import wrong_fields
from assistant.errors import AssistantError, UnknownDocument
from assistant.live import LiveAssistant
from assistant.mcp.tools import Tools
from assistant.settings import Settings
from assistant.version import read_version
from ingest.yaml_files import read_yaml

P = ParamSpec("P")
R = TypeVar("R")

DOCUMENTS = "eurocommons://documents/{+id}"
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class AssistantServer(MCPServer[Any]):
    """Wrong arguments are answered with sentences that say what to change, unknown ones too."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        known = (self._tool_input_schema(name) or {}).get("properties", arguments)
        unknown = sorted(arguments.keys() - known)
        if unknown:
            raise ToolError(f"{name} takes no {', '.join(unknown)}: it takes {', '.join(known)}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(_what_to_change(error.__cause__)) from error.__cause__
            raise


def make_server(live: LiveAssistant, settings: Settings) -> AssistantServer:
    """The server over a live assistant; it starts without an index, and its tools then say what to do."""
    texts = _texts()
    server = AssistantServer(
        "eurocommons",
        title="EuroCommons",
        instructions=texts["instructions"],
        version=read_version(),
        resource_security=ResourceSecurity(exempt_params={"id"}),  # looked up in the index, never a path
    )
    tools = Tools(live, settings.server.max_question_chars)
    for tool in (tools.ask, tools.search, tools.catalogue, tools.document):
        server.add_tool(_said(tool), annotations=READS, **texts["tools"][tool.__name__])
    server.resource(DOCUMENTS, name="document", mime_type="text/plain", **texts["resources"]["document"])(_read(tools))
    return server


def _said(tool: Callable[P, R]) -> Callable[P, R]:
    """The tool, its expected errors told to the client."""

    @wraps(tool)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return tool(*args, **kwargs)
        except AssistantError as error:
            raise ToolError(str(error)) from error

    return told


def _read(tools: Tools) -> Callable[[str], str]:
    def read(id: str) -> str:
        try:
            return tools.text(id)
        except UnknownDocument as error:
            raise ResourceNotFoundError(str(error)) from error
        except AssistantError as error:
            raise ResourceError(str(error)) from error

    return read


def _what_to_change(error: ValidationError) -> str:
    errors = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
    return wrong_fields(RequestValidationError(errors), "en").detail


@cache
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(Path(__file__).with_name("texts.yml"))
    return loaded
