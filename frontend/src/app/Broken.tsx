// What is shown where a page itself broke: nobody is left with a white screen.
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { EmptyState, Page } from "../ui/layout";

function BrokenPage() {
  const { t } = useTranslation();
  return (
    <Page>
      <EmptyState
        title={t("problem.page")}
        action={
          <Button
            onPress={() => {
              window.location.reload();
            }}
          >
            {t("problem.reload")}
          </Button>
        }
      >
        {t("problem.pageWords")}
      </EmptyState>
    </Page>
  );
}

/** Shows `children`, or that they broke. */
export class Unbroken extends Component<{ children: ReactNode }, { broke: boolean }> {
  override state = { broke: false };

  static getDerivedStateFromError() {
    return { broke: true };
  }

  override render() {
    return this.state.broke ? <BrokenPage /> : this.props.children;
  }
}
