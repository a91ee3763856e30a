// What a result of a kind found, as pictures and tables for people; its words stand below.
import { useTranslation } from "react-i18next";
import type { Result } from "../api/types";
import { Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { type Criticality, CriticalityView } from "./CriticalityView";
import { type Pooled, PoolView } from "./PoolView";
import { useDocument } from "./queries";
import { type Required, RequireView } from "./RequireView";

const KINDS = new Set(["pool", "require", "criticality"]);

/** The result as its kind is best seen; nothing for kinds that are told in words alone. */
export function FoundView({ project, result }: { project: string; result: Result }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useDocument<unknown>(project, KINDS.has(result.kind) ? result.id : null);
  if (!KINDS.has(result.kind)) return null;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={6} label={t("loading")} />;
  const shared = { project, result };
  if (result.kind === "pool") return <PoolView {...shared} found={data as Pooled} />;
  if (result.kind === "require") return <RequireView {...shared} found={data as Required} />;
  return <CriticalityView {...shared} found={data as Criticality} />;
}
