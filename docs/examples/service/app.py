"""A small web service around the library: a case goes in as JSON, its figures come out as JSON.

It keeps no state: every answer depends on its request, the code and the data edition alone. Run it from this folder
with ``uvicorn app:app``. The guide ``docs/guides/embed.md`` says what each part is for.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Body, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

import sroi
from sroi.errors import Fault, MissingDependencyError, NotFoundError, SroiError
from sroi.model import schema

STATUSES: dict[type[SroiError], int] = {NotFoundError: 404, MissingDependencyError: 501, SroiError: 422}
"""The first class that fits decides. A fault that the sender can mend is 422."""

Posted = Annotated[dict[str, Any], Body(description="A case, format 1; its JSON Schema is at /schemas/case")]
"""Any JSON object: the library reads it, since it names every fault at once, with its place and how to mend it."""


class FaultOut(BaseModel):
    """One thing that is wrong with what was sent."""

    code: str
    problem: str
    where: str
    fix: str


class FaultsOut(BaseModel):
    """Everything that is wrong with what was sent."""

    faults: list[FaultOut]


class ResultOut(BaseModel):
    """The headline of a case, and every figure behind it, unrounded."""

    case: str
    ratio: str | None
    present_value: float
    total_input: float
    fingerprint: str
    figures: dict[str, Any]


class FindingOut(BaseModel):
    """One finding that stands against a case."""

    code: str
    severity: Literal["error", "warning", "note"]
    where: str
    what: str
    why: str
    fix: str


class FindingsOut(BaseModel):
    """What the checks found."""

    publishable: bool
    findings: list[FindingOut]


class ProxyOut(BaseModel):
    """What one unit of a change is worth, in pounds of a year, and how that was found."""

    id: str
    title: str
    amount: float
    unit: str
    how: str
    source: str


app = FastAPI(title="Social value of a case", version=sroi.__version__, responses={422: {"model": FaultsOut}})


@app.exception_handler(SroiError)
def refuse(_: Request, error: SroiError) -> JSONResponse:
    """Answer an error of the library with its faults and the status that fits its class."""
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    return JSONResponse({"faults": [fault_of(fault) for fault in error.faults]}, status)


@app.exception_handler(RequestValidationError)
def refuse_request(_: Request, error: RequestValidationError) -> JSONResponse:
    """Answer what is no JSON object, or lacks a parameter, in the same shape."""
    found = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
    faults = [Fault("request-invalid", said, where, "see /docs for what is expected") for where, said in found]
    return JSONResponse({"faults": [fault_of(fault) for fault in faults]}, 422)


@app.exception_handler(HTTPException)
def refuse_bytes(_: Request, error: HTTPException) -> JSONResponse:
    """Answer bytes that are no text, and what else the framework stops, in the same shape."""
    fault = Fault("request-invalid", str(error.detail), "request", "see /docs for what is expected")
    return JSONResponse({"faults": [fault_of(fault)]}, error.status_code, error.headers)


def fault_of(fault: Fault) -> dict[str, str]:
    """Write a fault as JSON."""
    return FaultOut(code=fault.code, problem=fault.problem, where=fault.where, fix=fault.fix).model_dump()


UNREADABLE: dict[int | str, dict[str, Any]] = {400: {"model": FaultsOut}}


@app.post("/calculate", responses=UNREADABLE)
def calculate(case: Posted) -> ResultOut:
    """Work out what a case comes to."""
    result = sroi.calculate(sroi.read_case(case))
    figures = result.to_dict()
    return ResultOut(
        case=result.case.id,
        ratio=figures["ratio"] and figures["ratio"]["text"],
        present_value=result.present_value,
        total_input=result.total_input,
        fingerprint=result.fingerprint,
        figures=figures,
    )


@app.post("/check", responses=UNREADABLE)
def check(case: Posted) -> FindingsOut:
    """Say what stands between a case and publication."""
    return FindingsOut.model_validate(sroi.check(sroi.read_case(case)).to_dict())


@app.get("/proxies/{proxy_id}", responses={404: {"model": FaultsOut}})
def proxy(proxy_id: str, price_year: Annotated[int, Query(ge=1990, le=2100)]) -> ProxyOut:
    """Look up what one unit of a change is worth."""
    found = sroi.proxies.get(proxy_id, price_year=price_year)
    return ProxyOut.model_validate(found.to_dict())


@app.get("/schemas/case")
def case_schema() -> dict[str, Any]:
    """Publish the JSON Schema of a case."""
    return schema.case_schema()
