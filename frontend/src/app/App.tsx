// The workbench: who asks, in which language, and the screens.
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { BrowserRouter, useHref, useNavigate } from "react-router";
import { useTranslation } from "react-i18next";
import { guardWith, Refusal } from "../api/client";
import { memory, useSession } from "../api/queries";
import { preferred, speak } from "../language";
import { followSystem } from "../state/theme";
import { SignInScreen } from "../team/SignInScreen";
import { useTokenOfAddress } from "../team/tokens";
import { ErrorNote } from "../ui/Note";
import { Page, Skeleton } from "../ui/layout";
import { Toasts } from "../ui/toast";
import { Unbroken } from "./Broken";
import { Screens } from "./routes";
import { Shell } from "./Shell";

followSystem();

function Waiting() {
  const { t } = useTranslation();
  return (
    <Page>
      <Skeleton label={t("loading")} />
    </Page>
  );
}

function Signed() {
  const session = useSession();
  guardWith(session.data?.csrf ?? "");
  if (session.isPending) return <Waiting />;
  const isOut = session.error instanceof Refusal && session.error.status === 401;
  if (isOut || session.data?.how === "first-run") return <SignInScreen />;
  if (session.error) {
    return (
      <Page>
        <ErrorNote error={session.error} onRetry={() => void session.refetch()} />
      </Page>
    );
  }
  return (
    <Shell>
      <Unbroken>
        <Screens />
      </Unbroken>
    </Shell>
  );
}

function Opened() {
  const opening = useTokenOfAddress();
  return opening ? <Waiting /> : <Signed />;
}

function Routed() {
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  return (
    <I18nProvider locale={i18n.language === "ar" ? "ar-u-nu-latn" : "en-GB"}>
      <RouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
        <Opened />
        <Toasts />
      </RouterProvider>
    </I18nProvider>
  );
}

/** The whole workbench. */
export function App() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void speak(preferred()).then(() => {
      setReady(true);
    });
  }, []);
  if (!ready) return null;
  return (
    <QueryClientProvider client={memory}>
      <BrowserRouter>
        <Unbroken>
          <Routed />
        </Unbroken>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
