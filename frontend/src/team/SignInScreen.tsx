// Signing in: by the token of this machine's server, by name and password, by the provider of accounts; and the
// first administrator of a new server.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { keys } from "../api/queries";
import { choose, LANGUAGES, spoken } from "../language";
import { Button, buttonClass } from "../ui/Button";
import { TextField } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import { Skeleton } from "../ui/layout";
import { FirstAdmin } from "./FirstAdmin";
import css from "./team.module.css";

/** The page for who is not signed in yet. */
export function SignInScreen() {
  const { t } = useTranslation(["team", "common"]);
  const ways = useQuery({ queryKey: ["ways"], queryFn: () => read(api.GET("/api/v1/session/ways")) });
  const other = spoken() === "en" ? "ar" : "en";
  return (
    <main className={css.sign}>
      <div className={css.signCard}>
        <div className={css.signMark}>
          <span>
            <img src="/icon.svg" alt="" width={28} height={28} />
            commonweal
          </span>
          <Button kind="quiet" onPress={() => void choose(other)}>
            <span lang={other}>{LANGUAGES[other]}</span>
          </Button>
        </div>
        {ways.isPending && <Skeleton label={t("common:loading")} />}
        {ways.error && <ErrorNote error={ways.error} onRetry={() => void ways.refetch()} />}
        {ways.data?.mode === "embedded" && <ByToken />}
        {ways.data?.mode === "team" && ways.data.first_run && <FirstAdmin />}
        {ways.data?.mode === "team" && !ways.data.first_run && <ByPassword oidc={ways.data.oidc ?? null} />}
      </div>
    </main>
  );
}

function useEntering() {
  const cache = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const enter = async (body: { name: string; password?: string; token?: string }) => {
    setBusy(true);
    setError(null);
    try {
      await read(api.POST("/api/v1/session", { body }));
      await cache.invalidateQueries({ queryKey: keys.session });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return { enter, error, busy };
}

function ByToken() {
  const { t } = useTranslation("team");
  const [token, setToken] = useState("");
  const { enter, error, busy } = useEntering();
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void enter({ name: "", token: token.trim() });
      }}
    >
      <h1>{t("sign.open")}</h1>
      <p className={css.soft}>{t("sign.openWords")}</p>
      <TextField
        label={t("sign.token")}
        value={token}
        onChange={setToken}
        type="password"
        autoFocus
        autoComplete="off"
      />
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" isDisabled={busy || token.trim() === ""}>
        {t("sign.enter")}
      </Button>
    </form>
  );
}

function ByPassword({ oidc }: { oidc: string | null }) {
  const { t } = useTranslation("team");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { enter, error, busy } = useEntering();
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void enter({ name: name.trim(), password });
      }}
    >
      <h1>{t("sign.title")}</h1>
      <TextField label={t("sign.name")} value={name} onChange={setName} autoFocus autoComplete="username" />
      <TextField
        label={t("sign.password")}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
      />
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" isDisabled={busy || name.trim() === "" || password === ""}>
        {t("sign.enter")}
      </Button>
      {oidc !== null && (
        <a className={buttonClass()} href="/api/v1/session/oidc/start">
          {t("sign.oidc", { provider: oidc })}
        </a>
      )}
      <p className={css.soft}>{t("sign.noAccount")}</p>
    </form>
  );
}
