"""The API's description: OpenAPI at /openapi.json, and a plain page of it at /docs that loads nothing from elsewhere.

FastAPI's own pages load their scripts from a public CDN, which a closed network does not reach: they are off.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from assistant.api.openai.errors import is_openai
from assistant.api.problems import MEDIA_TYPE
from assistant.api.texts import both


def describe(version: str, routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """The OpenAPI document of ``routes``, its errors shown as problem details."""
    spec = get_openapi(
        title=both("api", "title").replace("\n\n", " / "),
        version=version,
        description=both("api", "description"),
        routes=routes,
    )
    for path, methods in spec["paths"].items():
        for operation in methods.values():
            if is_openai(path):
                operation["responses"].pop("422", None)  # a wrong request is a 400 there, which says so itself
            else:
                _show_problems(operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        spec["components"]["schemas"].pop(unused, None)
    return spec


def page(spec: dict[str, Any]) -> str:
    """The OpenAPI document as one HTML page, without script."""
    template = Template(files(__package__).joinpath("docs.html").read_text(encoding="utf-8"))
    endpoints = "\n".join(
        _endpoint(path, method, operation)
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    )
    schemas = "\n".join(_schema(name, schema) for name, schema in spec["components"]["schemas"].items())
    return template.substitute(
        title=escape(spec["info"]["title"]),
        version=escape(spec["info"]["version"]),
        description=_paragraphs(spec["info"]["description"]),
        endpoints=endpoints,
        schemas=schemas,
    )


def _show_problems(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}


def _endpoint(path: str, method: str, operation: dict[str, Any]) -> str:
    rows = "".join(_parameter(parameter) for parameter in operation.get("parameters", ()))
    table = f"<table>{rows}</table>" if rows else ""
    return (
        f'<section id="{escape(operation["operationId"])}">'
        f"<h3><code>{method.upper()} {escape(path)}</code></h3><p><strong>{escape(operation['summary'])}</strong></p>"
        f"{_paragraphs(operation.get('description', ''))}{table}{_body(operation)}{_responses(operation)}</section>"
    )


def _parameter(parameter: dict[str, Any]) -> str:
    need = "*" if parameter.get("required") else ""
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code>{need}</td><td>{parameter['in']}</td>"
        f"<td>{_type(parameter['schema'])}</td><td>{escape(parameter.get('description', ''))}</td></tr>"
    )


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return ""
    examples = "".join(
        f"<p>{escape(example['summary'])}</p><pre>{_json(example['value'])}</pre>"
        for example in content.get("examples", {}).values()
    )
    return f"<p>JSON&nbsp;: {_type(content['schema'])}</p>{examples}"


def _responses(operation: dict[str, Any]) -> str:
    items = []
    for status, response in operation["responses"].items():
        schemas = [_type(content.get("schema", {})) for content in response.get("content", {}).values()]
        items.append(f"<li>{status}&nbsp;: {', '.join(filter(None, schemas))}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _schema(name: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code>{'*' if field in required else ''}</td><td>{_type(values)}</td>"
        f"<td>{escape(values.get('description', ''))}</td></tr>"
        for field, values in schema.get("properties", {}).items()
    )
    described = _paragraphs(schema.get("description", ""))
    return f'<section id="{escape(name)}"><h3>{escape(name)}</h3>{described}<table>{rows}</table></section>'


def _type(schema: dict[str, Any]) -> str:
    """A schema in a few words, with a link where it has a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " | ".join(f"<code>{_json(value)}</code>" for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    limits = ", ".join(f"{key} {schema[key]}" for key in ("minimum", "maximum", "maxLength") if key in schema)
    return escape(schema.get("type", "")) + (f" ({limits})" if limits else "")


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n") if paragraph)


def _json(value: Any) -> str:
    return escape(json.dumps(value, ensure_ascii=False, indent=1), quote=False)
