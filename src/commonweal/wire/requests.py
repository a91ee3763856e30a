"""What jobs are asked to do: a request for each kind, with the options of the command of that name."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from commonweal.wire.message import Day, Id, Message, Name

__all__ = [
    "CompareRequest",
    "CriticalityRequest",
    "ExplainRequest",
    "ImportRequest",
    "JobRequest",
    "PlanRequest",
    "PoolRequest",
    "ReliefRequest",
    "ReplanRequest",
    "RequireRequest",
    "RulesRequest",
    "Subject",
    "WhyRequest",
    "request_of",
]

Rule = Literal["leximin", "total", "equal", "money"]
Language = Literal["en", "ar"]
Text = Annotated[str, Field(max_length=200)]
VersionNumber = Annotated[int, Field(ge=1, le=10_000_000)]
Percent = Annotated[float, Field(ge=0.0, le=10_000.0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=100_000)]
Weights = Annotated[
    dict[Name, Annotated[float, Field(ge=0.0, allow_inf_nan=False)]], Field(min_length=1, max_length=1000)
]


class _Asked(Message):
    """What every request may say.

    Attributes
    ----------
    language
        Of the text and the report.
    time_limit
        Seconds after which the work is given up; null: as long as the server allows.
    threads
        Processor cores to use; the server may allow fewer.
    """

    language: Language = "en"
    time_limit: Annotated[float | None, Field(gt=0.0, le=1e6, allow_inf_nan=False)] = None
    threads: Annotated[int, Field(ge=1, le=256)] = 1


class _OfEconomy(_Asked):
    """A request about an economy.

    Attributes
    ----------
    economy, version
        Which; without a version, the one that holds now.
    scenario
        One of its scenarios; null for none.
    periods
        Only the first so many; null for all.
    """

    economy: Id
    version: VersionNumber | None = None
    scenario: Name | None = None
    periods: Count | None = None


class Subject(Message):
    """A version of an economy, or a plan that was made before.

    Attributes
    ----------
    economy, version
        An economy; without a version, the one that holds now.
    plan
        A result of kind ``plan`` or ``replan``.
    name
        What it is called in the answer; blank: the economy's name, and of a plan its scenario too.
    """

    economy: Id | None = None
    version: VersionNumber | None = None
    plan: Id | None = None
    name: Text = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.economy is None) == (self.plan is None):
            raise ValueError("Name either an economy or a plan.")
        if self.plan is not None and self.version is not None:
            raise ValueError("A plan has no versions.")
        return self


class _OfPlan(_Asked):
    """A request about a plan that was made before, or about an economy, which is planned first."""

    economy: Id | None = None
    version: VersionNumber | None = None
    plan: Id | None = None
    scenario: Name | None = None
    periods: Count | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.economy is None) == (self.plan is None):
            raise ValueError("Name either an economy or a plan.")
        others = (self.version, self.scenario, self.periods)
        if self.plan is not None and any(other is not None for other in others):
            raise ValueError("version, scenario and periods shape plans that are made: name the economy.")
        return self


class PlanRequest(_OfEconomy):
    """Make a plan.

    Attributes
    ----------
    rule
        Rule of sharing; null: the economy's.
    effort
        What to spare once needs are met: a word, or weights of words; null: the economy's.
    resolution
        Even out coverage in steps of this share; null: exactly.
    explain
        Whether the report says why the worst off are short, and what would help.
    """

    kind: Literal["plan"]
    rule: Rule | None = None
    effort: Name | Weights | None = None
    resolution: Annotated[float | None, Field(gt=0.0, le=1.0, allow_inf_nan=False)] = None
    explain: bool = True


class ReplanRequest(_Asked):
    """Make a plan anew from a day on, moving as little as can be.

    Attributes
    ----------
    plan
        The plan that is being carried out.
    from_
        First day to plan anew, the first of a period; ``from`` in messages.
    scenario, version
        A scenario that begins now, of this version of the plan's economy; without a version, of the one
        that holds now.
    actuals, consignments
        Attachments (.csv or .xlsx): what was counted, received and distributed; what is on the way.
    """

    kind: Literal["replan"]
    plan: Id
    from_: Annotated[Day, Field(alias="from")]
    scenario: Name | None = None
    version: VersionNumber | None = None
    actuals: Id | None = None
    consignments: Id | None = None


class RulesRequest(_OfEconomy):
    """Plan one economy under every rule of sharing; the time limit is for each plan."""

    kind: Literal["rules"]


class CompareRequest(_Asked):
    """Compare plans; or follow one shock by several methods.

    Attributes
    ----------
    of
        One economy, planned with and without scenarios or under several rules; or several economies and
        plans, the first to compare with.
    scenarios
        Scenarios to compare with the one economy as it is.
    rules
        Rule of all plans; without scenarios, rules to compare with the first (or with the economy's).
    methods, lose, cut, demand
        Methods that follow one shock, and the shock, as ``commonweal compare`` takes them.
    good
        The good whose way the report draws.
    periods
        Only the first so many of plans that are made.
    """

    kind: Literal["compare"]
    of: Annotated[tuple[Subject, ...], Field(min_length=1, max_length=10, strict=False)]
    scenarios: Annotated[tuple[Name, ...], Field(max_length=10, strict=False)] = ()
    rules: Annotated[tuple[Rule, ...], Field(max_length=4, strict=False)] = ()
    methods: Annotated[
        tuple[Literal["plan", "leontief", "ghosh", "extraction"], ...], Field(max_length=4, strict=False)
    ] = ()
    lose: Annotated[str | None, Field(max_length=2000)] = None
    cut: Annotated[str | None, Field(max_length=2000)] = None
    demand: Annotated[str | None, Field(max_length=2000)] = None
    good: Name | None = None
    periods: Count | None = None

    @property
    def by_methods(self) -> bool:
        """Whether one shock is followed by several methods."""
        return bool(self.methods) or any(text is not None for text in (self.lose, self.cut, self.demand))

    @property
    def shock(self) -> tuple[str, str]:
        """The kind of the shock, ``lose``, ``cut`` or ``demand``, and what it says."""
        kinds = {"lose": self.lose, "cut": self.cut, "demand": self.demand}
        return next((kind, text) for kind, text in kinds.items() if text is not None)

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        why = self._unfit_shock() if self.by_methods else self._unfit()
        if why:
            raise ValueError(why)
        return self

    def _unfit_shock(self) -> str:
        """Why this is no comparison of methods; blank where it is one."""
        if sum(text is not None for text in (self.lose, self.cut, self.demand)) != 1:
            return "Methods are compared on one shock: give one of lose, cut and demand."
        if len(self.of) != 1 or self.of[0].economy is None:
            return "Methods are compared for one economy."
        if self.scenarios or len(self.rules) > 1 or self.good is not None or self.periods is not None:
            return "scenarios, several rules, good and periods have no meaning where methods are compared."
        return ""

    def _unfit(self) -> str:
        """Why this is no comparison of plans; blank where it is one."""
        if len(self.of) > 1 and (self.scenarios or len(self.rules) > 1):
            return "Scenarios, and several rules, are compared for one economy, not for several."
        if len(self.of) > 1:
            return ""
        if self.of[0].plan is not None:
            return "This is one plan; name a second one to compare it with."
        if self.scenarios and len(self.rules) > 1:
            return "With scenarios, all plans are made under one rule."
        if not self.scenarios and not self.rules:
            return "Name what to compare with: scenarios or rules, or a second economy or plan."
        return ""


class _Scope(_OfPlan):
    """Which needs are asked about; null for any."""

    place: Name | None = None
    need: Name | None = None
    group: Name | None = None
    period: Text | None = None
    tier: Annotated[int | None, Field(ge=1, le=100)] = None


class ExplainRequest(_Scope):
    """Say why people are short.

    Attributes
    ----------
    most
        How many needs to explain, the worst first.
    relief
        Also rank what would help most.
    """

    kind: Literal["explain"]
    most: Annotated[int, Field(ge=1, le=1000)] = 5
    relief: bool = False


class ReliefRequest(_Scope):
    """Rank what would help most."""

    kind: Literal["relief"]


class WhyRequest(_OfPlan):
    """Say which needs something in a plan serves, and what makes up a price."""

    kind: Literal["why"]
    supply: Name | None = None
    activity: Name | None = None
    route: Name | None = None
    good: Name | None = None
    place: Name | None = None
    period: Text | None = None


class RequireRequest(_OfEconomy):
    """Find the cheapest package that covers needs to a level.

    Attributes
    ----------
    coverage, tier, by
        How far, down to which tier, and from which day on.
    of
        What there should be more of: ``money``, ``stock``, ``labour``, ``capacity``, or a good.
    """

    kind: Literal["require"]
    coverage: Share = 1.0
    tier: Annotated[int, Field(ge=1, le=100)] = 1
    by: Day | None = None
    of: Name = "money"


class PoolRequest(_OfEconomy):
    """Plan each region by itself, then all together; ``by`` is the column that makes a region."""

    kind: Literal["pool"]
    by: Name = "places.parent"


class CriticalityRequest(_OfEconomy):
    """Find what breaks first.

    Attributes
    ----------
    of
        What is taken away.
    from_, days
        From when (``from`` in messages), and for how many days; null: from the first, to the end.
    recovery
        Share of the capacity that is back in each period after that.
    pairs
        Take away two at once, too: so many of the most telling pairs.
    rows
        The most losses to show in the text.
    """

    kind: Literal["criticality"]
    of: Annotated[
        tuple[Literal["routes", "supplies", "suppliers", "places", "activities"], ...],
        Field(min_length=1, max_length=5, strict=False),
    ] = ("routes", "supplies", "suppliers", "places", "activities")
    from_: Annotated[Day | None, Field(alias="from")] = None
    days: Count | None = None
    recovery: Annotated[tuple[Share, ...], Field(max_length=1000, strict=False)] = ()
    pairs: Annotated[int, Field(ge=0, le=100_000)] = 0
    rows: Annotated[int, Field(ge=1, le=100_000)] = 15


class ImportRequest(_Asked):
    """Make an economy of a published supply–use or input–output table.

    Attributes
    ----------
    table
        An attachment: the table's file, or a .zip of the folder of its files.
    source
        The layout of the table, such as ``wiod2016``.
    name
        Name of the new economy, and of what is planned.
    aggregate_regions, aggregate_sectors
        ``continents`` and ``sections``, or attachments (columns from, to); null for none.
    needs, people, floors, bridges, groups, techniques, caps, trade_costs
        Attachments, as the options of ``commonweal import``.

    The other fields are options of ``commonweal import``, by the same names; ``within``, ``tradable``,
    ``slack``, ``labour_slack``, ``trade_slack`` and ``employed`` in percent.
    """

    kind: Literal["import"]
    table: Id
    source: Name
    name: Name
    year: Annotated[int, Field(ge=0, le=9999)] = 0
    currency: Text = ""
    scale: Annotated[float | None, Field(gt=0.0, allow_inf_nan=False)] = None
    prices: Literal["", "basic", "producers", "purchasers"] = ""
    region: Text = ""
    aggregate_regions: Literal["continents"] | Id | None = None
    aggregate_sectors: Literal["sections"] | Id | None = None
    balance: Literal["ras", "gras"] | None = None
    tolerance: Annotated[float | None, Field(ge=0.0, allow_inf_nan=False)] = None
    people: Id | None = None
    needs: Id | None = None
    classification: Text | None = None
    floors: Id | None = None
    bridges: Id | None = None
    floors_only: bool = False
    groups: Id | None = None
    techniques: Id | None = None
    caps: Id | None = None
    trade_costs: Id | None = None
    commitments_tier: Annotated[int | None, Field(ge=1, le=12)] = None
    capital: bool = True
    start: Day | None = None
    sourcing: Literal["observed", "within", "free"] = "within"
    within: Percent = 20.0
    tradable: Annotated[float, Field(ge=0.0, le=100.0)] = 2.0
    slack: Percent = 10.0
    labour_slack: Percent = 10.0
    trade_slack: Percent = 10.0
    employed: Annotated[float, Field(ge=0.0, le=100.0)] = 45.0


JobRequest = Annotated[
    PlanRequest
    | ReplanRequest
    | RulesRequest
    | CompareRequest
    | ExplainRequest
    | ReliefRequest
    | WhyRequest
    | RequireRequest
    | PoolRequest
    | CriticalityRequest
    | ImportRequest,
    Field(discriminator="kind"),
]
"""A request of any kind, told apart by its field ``kind``."""

_ANY: TypeAdapter[JobRequest] = TypeAdapter(JobRequest)


def request_of(said: object) -> JobRequest:
    """The request that values of JSON describe.

    Raises
    ------
    pydantic.ValidationError
        If they describe none.
    """
    return _ANY.validate_python(said)
