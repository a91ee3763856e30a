// Rules of sharing side by side: what each costs, and whom it serves.
import { isolated } from "../language/isolated";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { FileText } from "lucide-react";
import { useProject, useResult } from "../api/queries";
import type { Result } from "../api/types";
import { CopyAs } from "../report/CopyAs";
import { askRecipe, here } from "../report/recipes";
import { Select } from "../ui/Field";
import { Moment } from "../ui/figures";
import { Card, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import css from "./compare.module.css";
import { LeftOutTable } from "./LeftOutTable";
import { OpenReport } from "./OpenReport";
import { scenarioWords } from "./plans";
import { useDocument, useScenariosOf } from "./queries";
import { RuleMaps } from "./RuleMaps";
import { RulePrices } from "./RulePrices";
import { RulesTable } from "./RulesTable";
import { peopleAt, placesIn, type Ruled, tiersOf, titlesIn } from "./ruling";
import { useEconomyTable } from "./useRules";

/** One economy, planned under each rule of sharing. */
export default function RulesScreen() {
  const { project = "", result = "" } = useParams();
  const { t } = useTranslation("compare");
  const found = useResult(project, result);
  const ruled = useDocument<Ruled>(project, result);
  const error = found.error ?? ruled.error;
  if (error)
    return (
      <Page>
        <ErrorNote error={error} onRetry={() => void ruled.refetch()} />
      </Page>
    );
  if (!found.data || !ruled.data)
    return (
      <Page>
        <Skeleton lines={10} label={t("common:loading")} />
      </Page>
    );
  return <Rules project={project} result={found.data} ruled={ruled.data} />;
}

interface RulesProps {
  project: string;
  result: Result;
  ruled: Ruled;
}

function Rules({ project, result, ruled }: RulesProps) {
  const { t } = useTranslation("compare");
  const [search, setSearch] = useSearchParams();
  const economy = result.economy ?? "";
  const places = useEconomyTable(project, economy, result.version, "places");
  const goods = useEconomyTable(project, economy, result.version, "goods");
  const tiers = tiersOf(ruled);
  const asked = Number(search.get("tier"));
  const tier = tiers.includes(asked) ? asked : (tiers[0] ?? 1);
  const drawn = useMemo(
    () => (places.data ? placesIn(places.data, peopleAt(ruled)) : []),
    [places.data, ruled],
  );
  const titles = { places: titlesIn(places.data), goods: titlesIn(goods.data) };
  return (
    <Page>
      <Head project={project} result={result} />
      {!ruled.incomes && <Note>{t("rules.noIncomes")}</Note>}
      <Card title={t("rules.table.title")}>
        <div className={css.narrow}>
          <Select
            label={t("rules.tier")}
            value={String(tier)}
            choices={tiers.map((each) => ({ id: String(each), title: t("tier", { tier: each }) }))}
            onChange={(next) => {
              setSearch({ tier: next }, { replace: true });
            }}
          />
        </div>
        <RulesTable ruled={ruled} tier={tier} goods={titles.goods} />
      </Card>
      <Card title={t("rules.price.title")}>
        <RulePrices ruled={ruled} />
      </Card>
      {drawn.length > 0 && (
        <Card title={t("rules.maps.title", { tier })}>
          <RuleMaps project={project} result={result} ruled={ruled} tier={tier} places={drawn} />
        </Card>
      )}
      {ruled.left_out.length > 0 && (
        <Card title={t("rules.left.title")}>
          <LeftOutTable rows={ruled.left_out} titles={titles.places} />
        </Card>
      )}
    </Page>
  );
}

function Head({ project, result }: Omit<RulesProps, "ruled">) {
  const { t } = useTranslation("compare");
  const name = useProject(project).data?.name ?? "";
  const economy = result.economy ?? "";
  const scenarios = useScenariosOf(project, economy ? [economy] : []).get(economy) ?? [];
  const scenario = isolated(scenarioWords(t, result.scenario, scenarios));
  const request = {
    ...result.options,
    kind: "rules" as const,
    economy,
    version: result.version,
    scenario: result.scenario || null,
  };
  return (
    <PageHead
      title={t("rules.title")}
      sub={
        <>
          {t("rules.sub", { scenario })} <Moment iso={result.created_at} />
        </>
      }
      actions={
        <>
          <OpenReport project={project} result={result.id}>
            <FileText size={16} aria-hidden />
            {t("report")}
          </OpenReport>
          <CopyAs {...askRecipe(here({ id: project, name }), request)} />
        </>
      }
    />
  );
}
