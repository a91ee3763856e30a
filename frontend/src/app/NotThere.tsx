// An address at which there is nothing.
import { useTranslation } from "react-i18next";
import { LinkButton } from "../ui/Button";
import { Page, PageHead } from "../ui/layout";
import { paths } from "./paths";

/** That there is nothing here, and a way on. */
export function NotThere() {
  const { t } = useTranslation();
  return (
    <Page>
      <PageHead
        title={t("problem.notThere")}
        sub={t("problem.notThereWords")}
        actions={<LinkButton to={paths.projects()}>{t("problem.home")}</LinkButton>}
      />
    </Page>
  );
}
