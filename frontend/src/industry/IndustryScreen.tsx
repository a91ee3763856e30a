// Sectors and regions of an economy: what is made where, by whose work, and what goes from one to the other.
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useEconomy, usePlans, useProject } from "../api/queries";
import type { Result } from "../api/types";
import { moment } from "../language/format";
import { CopyAs } from "../report/CopyAs";
import { here } from "../report/recipes";
import { Select } from "../ui/Field";
import { EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { Tabs } from "../ui/Tabs";
import { CountriesPart } from "./CountriesPart";
import { type Drawn, type Ends, FlowsPart } from "./FlowsPart";
import css from "./industry.module.css";
import { LabourPart } from "./LabourPart";
import { MatrixPart } from "./MatrixPart";
import { industryRecipe } from "./recipe";
import { SectorsPart } from "./SectorsPart";
import { type Industry, useIndustry } from "./useIndustry";

const OBSERVED = "observed";

/** Sectors and regions of an economy. */
export default function IndustryScreen() {
  const { t } = useTranslation(["industry", "common"]);
  const { project = "", economy = "" } = useParams();
  const [query, setQuery] = useSearchParams();
  const plan = query.get("plan") ?? "";
  const about = useEconomy(project, economy);
  const owner = useProject(project);
  const industry = useIndustry(project, economy, about.data?.version.number, plan);
  const error = about.error ?? industry.error;
  const set = (name: string, value: string) => {
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  };
  return (
    <Page>
      <PageHead
        title={t("title")}
        sub={<Sub name={about.data?.name ?? ""} industry={industry.data} />}
        actions={
          <>
            <ShownPlan project={project} economy={economy} plan={plan} onPlan={(id) => set("plan", id)} />
            {owner.data && <CopyAs {...industryRecipe(here(owner.data), economy, plan)} />}
          </>
        }
      />
      {error && <ErrorNote error={error} onRetry={() => void industry.refetch()} />}
      {!error && !industry.data && <Skeleton label={t("common:loading")} lines={10} />}
      {industry.data?.basis === "none" && <EmptyState title={t("none.title")}>{t("none.words")}</EmptyState>}
      {industry.data && industry.data.basis !== "none" && (
        <Parts industry={industry.data} query={query} onQuery={set} />
      )}
    </Page>
  );
}

function Sub({ name, industry }: { name: string; industry: Industry | undefined }) {
  const { t } = useTranslation("industry");
  if (!industry) return <bdi>{name}</bdi>;
  const { basis, year, n_sectors, n_regions } = industry;
  const size = `${t("sectorsCount", { count: n_sectors })} · ${t("regionsCount", { count: n_regions })}`;
  const from = basis === "table" && year ? t("basis.year", { year: String(year) }) : t(`basis.${basis}`);
  return (
    <>
      <bdi>{name}</bdi> · {from} · {size}
      {(n_sectors > industry.sectors.length || n_regions > industry.regions.length) && <> · {t("joined")}</>}
    </>
  );
}

interface ShownPlanProps {
  project: string;
  economy: string;
  plan: string;
  onPlan: (plan: string) => void;
}

/** Which one is shown: what was observed, or one of the economy's plans. */
function ShownPlan({ project, economy, plan, onPlan }: ShownPlanProps) {
  const { t } = useTranslation("industry");
  const plans = usePlans(project);
  const own = (plans.data ?? []).filter((each) => each.economy === economy);
  const called = (each: Result) =>
    t("planOf", { scenario: each.scenario || t("asItIs"), when: moment(each.created_at) });
  return (
    <div className={css.shown}>
      <Select
        label={t("shown")}
        value={plan || OBSERVED}
        onChange={(id) => {
          onPlan(id === OBSERVED ? "" : id);
        }}
        choices={[
          { id: OBSERVED, title: t("observed") },
          ...own.map((each) => ({ id: each.id, title: called(each) })),
        ]}
      />
    </div>
  );
}

interface PartsProps {
  industry: Industry;
  query: URLSearchParams;
  onQuery: (name: string, value: string) => void;
}

function Parts({ industry, query, onQuery }: PartsProps) {
  const { t } = useTranslation("industry");
  const isCarried = industry.between_regions.amount.length > 0;
  const flows = (
    <FlowsPart
      industry={industry}
      ends={(query.get("between") ?? (isCarried ? "regions" : "sectors")) as Ends}
      drawn={(query.get("drawn") ?? "chords") as Drawn}
      onEnds={(ends) => onQuery("between", ends)}
      onDrawn={(drawn) => onQuery("drawn", drawn)}
    />
  );
  const parts = [
    { id: "matrix", title: t("tab.matrix"), children: <MatrixPart industry={industry} /> },
    { id: "sectors", title: t("tab.sectors"), children: <SectorsPart industry={industry} /> },
    { id: "labour", title: t("tab.labour"), children: <LabourPart industry={industry} /> },
    { id: "flows", title: t("tab.flows"), children: flows },
    { id: "map", title: t("tab.map"), children: <CountriesPart industry={industry} /> },
  ];
  const asked = query.get("view") ?? "matrix";
  return (
    <Tabs
      label={t("title")}
      parts={parts}
      selected={parts.some(({ id }) => id === asked) ? asked : "matrix"}
      onSelect={(id) => {
        onQuery("view", id);
      }}
    />
  );
}
