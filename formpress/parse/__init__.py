"""One file: the right shape, known words. All problems of all files at once, then stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..problems import Report
from ..source import Node
from .filled import FilledSpec
from .messages import not_implied, problem_of
from .specs import EditionSpec, FormSpec, RulesSpec, SiteSpec

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Draft(Generic[Model]):
    """One file that has the right shape: its content, and where each part of it stands."""

    spec: Model
    node: Node


def parse(model: type[Model], node: Node, report: Report) -> Draft[Model] | None:
    """`node` as `model`; every violation is reported with its place, and None returned."""
    try:
        return Draft(model.model_validate(node.data()), node)
    except ValidationError as error:
        found = [problem_of(detail, model, node) for detail in error.errors(include_url=False)]
        for problem in not_implied(found):
            report.add(problem.message, problem.span, problem.hint)
        return None


__all__ = ["Draft", "EditionSpec", "FilledSpec", "FormSpec", "RulesSpec", "SiteSpec", "parse"]
