"""A policy that lets somebody read more secrets than one program needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tightlip.checks.aws.reach import (
    Reach,
    first_covering,
    keys_reach,
    narrowed,
    parameters_reach,
    says,
    secrets_reach,
)
from tightlip.judgement.judge import Judge
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Grant, ManagedPolicy, Reading, Said

_RULE = "broad-secrets-access"
_NAME_THEM = "Name the secrets that it needs, as `arn:aws:secretsmanager:REGION:ACCOUNT:secret:app/prod/orders/*`."
_NAME_ACTIONS = "Name the actions that it needs (`secretsmanager:GetSecretValue`), and the secrets by their ARNs."
_ONE_ENVIRONMENT = "Put the environment into the pattern (`secret:app/prod/*`), a policy for each of them."
_NAME_KEYS = "Name the key, or add a condition on `kms:ViaService` (`secretsmanager.REGION.amazonaws.com`)."
_NAME_PARAMETERS = "Name the parameters: `arn:aws:ssm:REGION:ACCOUNT:parameter/app/prod/*`."
_ONLY_READ = "Let it read only (`secretsmanager:GetSecretValue`); who changes secrets gets a role of its own."
_PRINCIPALS = "Name the principals, or add a condition on `aws:PrincipalOrgID` or `aws:SourceAccount`."
_OWN_POLICY = "Attach a policy of your own that allows `secretsmanager:GetSecretValue` on the secrets that it needs."


class _Problem(NamedTuple):
    """One thing that is too broad in a statement."""

    at: Said
    words: str
    fix: str
    severity: Severity = Severity.WARNING
    everything: bool = False


class _House(NamedTuple):
    """What the settings say of a house: words for its environments, and how its secrets are named."""

    environments: frozenset[str]
    pattern: str


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every statement that is too broad (one, however much it allows), and every such policy of AWS's own."""
    words = judge.vocabulary["aws_access"]
    house = _House(
        frozenset((*words["environments"]["words"], *map(str.lower, judge.settings.environments))),
        judge.settings.secret_name_pattern,
    )
    grants = [fact for fact in reading.facts if isinstance(fact, Grant)]
    for grant in grants:
        if grant.effect != "Allow":
            continue
        denied = [other for other in grants if other.policy == grant.policy and other.effect == "Deny"]
        problems = list(_problems(grant, denied, words, house))
        if problems:
            first = problems[0]
            yield Hit(
                _RULE,
                first.at.anchor(),
                ", and ".join(problem.words for problem in problems),
                subject=f"{first.at.text} {first.words}",
                severity=Severity.NOTE if reading.in_tests else max(problem.severity for problem in problems),
                fix=first.fix,
            )
    for fact in reading.facts:
        if isinstance(fact, ManagedPolicy) and fact.name in words["managed"]:
            yield Hit(
                _RULE,
                fact.anchor(),
                f"`{fact.name}` {words['managed'][fact.name]}",
                subject=fact.name,
                severity=Severity.NOTE if reading.in_tests else Severity.WARNING,
                fix=_OWN_POLICY,
            )


def _problems(grant: Grant, denied: Sequence[Grant], words: Mapping[str, Any], house: _House) -> Iterator[_Problem]:
    if grant.kind == "resource":
        yield from _public(grant, words)
    elif grant.kind == "identity":
        secrets = list(_secrets(grant, denied, words, house))
        yield from secrets
        if not any(problem.everything for problem in secrets):
            yield from _others(grant, denied, words)


def _public(grant: Grant, words: Mapping[str, Any]) -> Iterator[_Problem]:
    """A secret's own policy that lets everybody in."""
    everybody = next((principal for principal in grant.principals if principal.text == "*"), None)
    asked = any(action.text.lower().startswith("secretsmanager:") for action in grant.actions)
    reads = first_covering(grant.actions, words["secrets"]["read"])
    who = all(condition.key.lower() in words["public"]["open"] for condition in grant.conditions)
    if everybody is not None and asked and reads is not None and who:
        yield _Problem(everybody, "everybody may read the secret: the principal is `*`", _PRINCIPALS, Severity.ERROR)


def _secrets(grant: Grant, denied: Sequence[Grant], words: Mapping[str, Any], house: _House) -> Iterator[_Problem]:
    table = words["secrets"]
    reads = _allowed(grant, denied, table, lambda text: secrets_reach(text, frozenset()))
    if reads is None:
        return
    reach, resource = _farthest(grant, lambda text: secrets_reach(text, house.environments))
    if narrowed(grant.conditions, table["narrowing"]):
        reach = min(reach, Reach.ONE)
    if reach is Reach.ALL and (grant.not_actions or not reads.text.strip("*:")):
        what = "all actions but a few are" if grant.not_actions else "everything is"
        message = f"{what} allowed, and so is reading every secret"
        yield _Problem(reads, message, _NAME_ACTIONS, Severity.ERROR, everything=True)
    elif reach is Reach.ALL:
        at = reads if reads.text.endswith(":*") else resource
        yield _Problem(at, f"`{reads.text}` is allowed on every secret of the account", _NAME_THEM, Severity.ERROR)
    elif reach is not Reach.NOTHING:
        yield from _mixed(grant, reads, words)
        if reach is Reach.ENVIRONMENTS:
            name = resource.text.rpartition("secret:")[2]
            message = f"`{name}` takes in the secrets of every environment"
            # Unless names are known to say the environment, it may be that each has an account of its own.
            known = house.pattern.partition("{environment}")[0] == name.partition("*")[0].lstrip("/")
            severity = Severity.WARNING if known else Severity.NOTE
            yield _Problem(resource, message, _ONE_ENVIRONMENT, severity)


def _mixed(grant: Grant, reads: Said, words: Mapping[str, Any]) -> Iterator[_Problem]:
    """Reading and changing in one hand: what a program's role need not do."""
    asked = any(action.text.lower().startswith("secretsmanager:") for action in grant.actions)
    writes = first_covering(grant.actions, words["secrets"]["write"])
    whose = grant.owner.rpartition("/")[2]  # folders are called `app` or `terraform` for any reason
    if not asked or writes is None or says(whose, words["workloads"], "keepers"):
        return
    keeps = first_covering(grant.actions, words["secrets"]["keep"])
    if writes is reads and keeps:
        yield _Problem(reads, f"`{reads.text}` allows changing and deleting the secrets, too", _ONLY_READ)
    elif not keeps and says(whose, words["workloads"], "words"):
        yield _Problem(writes, f"`{writes.text}`: what reads the secrets may change them, too", _ONLY_READ)


def _others(grant: Grant, denied: Sequence[Grant], words: Mapping[str, Any]) -> Iterator[_Problem]:
    """Every parameter, and every key."""
    for name, reach_of, message, fix in (
        (
            "parameters",
            parameters_reach,
            "`{}` is allowed on every parameter, with the secrets among them",
            _NAME_PARAMETERS,
        ),
        ("keys", keys_reach, "`{}` is allowed with every key of the account", _NAME_KEYS),
    ):
        table = words[name]
        reads = _allowed(grant, denied, table, reach_of)
        if reads is None or narrowed(grant.conditions, table["narrowing"]):
            continue
        reach, resource = _farthest(grant, reach_of)
        if reach is Reach.ALL:
            yield _Problem(reads if "*" in reads.text else resource, message.format(reads.text), fix)


def _allowed(
    grant: Grant, denied: Sequence[Grant], table: Mapping[str, Any], reach_of: Callable[[str], Reach]
) -> Said | None:
    """The action that lets read what `table` is about; `None` when none does, or it is denied again."""
    if any(_takes_away(other, table, reach_of) for other in denied):
        return None
    if grant.not_actions:
        return None if first_covering(grant.not_actions, table["read"]) else grant.not_actions[0]
    return first_covering(grant.actions, table["read"])


def _takes_away(denial: Grant, table: Mapping[str, Any], reach_of: Callable[[str], Reach]) -> bool:
    """Whether a Deny leaves nothing, or only some, of what `table` is about."""
    if denial.not_actions:
        acts = first_covering(denial.not_actions, table["read"]) is None
    else:
        acts = first_covering(denial.actions, table["read"]) is not None
    on_all = bool(denial.not_resources) or any(reach_of(each.text) is Reach.ALL for each in denial.resources)
    keyed = [condition.key.lower().startswith(tuple(table["narrowing"])) for condition in denial.conditions]
    return acts and on_all and (not keyed or any(keyed))


def _farthest(grant: Grant, reach_of: Callable[[str], Reach]) -> tuple[Reach, Said]:
    """How far the resources reach, and the one that reaches farthest."""
    if grant.not_resources:
        spared = any(reach_of(each.text) is Reach.ALL for each in grant.not_resources)
        return (Reach.NOTHING if spared else Reach.ALL), grant.not_resources[0]
    nowhere = Said("", grant.anchor)
    resource = max(grant.resources, key=lambda each: reach_of(each.text), default=nowhere)
    return reach_of(resource.text), resource
