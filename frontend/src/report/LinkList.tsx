// The links of a project: until when each opens it, and a way to end it now.
import { useTranslation } from "react-i18next";
import { problemWords } from "../app/words";
import { Button } from "../ui/Button";
import { Day } from "../ui/figures";
import { Badge, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { toast } from "../ui/toast";
import { useDropLink, useLinks } from "./links";
import css from "./printed.module.css";

/** All links that are not revoked. */
export function LinkList({ project }: { project: string }) {
  const { t } = useTranslation(["report", "common"]);
  const links = useLinks(project, true);
  const dropping = useDropLink(project);
  if (links.isPending) return <Skeleton lines={2} label={t("common:loading")} />;
  if (links.error) return <ErrorNote error={links.error} onRetry={() => void links.refetch()} />;
  if (links.data.length === 0) return <p>{t("share.none")}</p>;
  const drop = (link: string) => {
    dropping.mutate(link, {
      onSuccess: () => {
        toast(t("share.revoked"));
      },
      onError: (error) => {
        toast(problemWords(t, error));
      },
    });
  };
  return (
    <ul className={css.links}>
      {links.data.map((link) => (
        <li key={link.id} className={css.link}>
          <span>
            <bdi>{link.name}</bdi>{" "}
            <span className={css.soft}>
              {t("share.until")} <Day iso={link.expires_at} />
            </span>{" "}
            {new Date(link.expires_at) < new Date() && <Badge kind="doubt">{t("share.ended")}</Badge>}
          </span>
          <Button
            kind="danger"
            aria-label={t("share.revokeNamed", { name: link.name })}
            isDisabled={dropping.isPending}
            onPress={() => {
              drop(link.id);
            }}
          >
            {t("share.revoke")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
