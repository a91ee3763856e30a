// One's own account: the password, and tokens for programs.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { useSession } from "../api/queries";
import { Button } from "../ui/Button";
import { Select, TextField } from "../ui/Field";
import { Moment } from "../ui/figures";
import { Card, Page, PageHead } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import { toast } from "../ui/toast";
import css from "./team.module.css";

/** Password and tokens. */
export default function AccountScreen() {
  const { t } = useTranslation("team");
  const person = useSession().data?.person;
  return (
    <Page>
      <PageHead title={t("account.title")} sub={person && <bdi>{person.title || person.name}</bdi>} />
      <div className={css.two}>
        <Tokens />
        <Password />
      </div>
    </Page>
  );
}

function Password() {
  const { t } = useTranslation("team");
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const change = useMutation({
    mutationFn: async () => {
      await api.POST("/api/v1/session/password", { body: { old, new: fresh } });
    },
    onSuccess: () => {
      setOld("");
      setFresh("");
      toast(t("account.changed"));
    },
  });
  return (
    <Card title={t("account.password")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <TextField
          label={t("account.old")}
          value={old}
          onChange={setOld}
          type="password"
          autoComplete="current-password"
        />
        <TextField
          label={t("account.new")}
          hint={t("first.passwordHint")}
          value={fresh}
          onChange={setFresh}
          type="password"
          autoComplete="new-password"
        />
        {change.error && <ErrorNote error={change.error} />}
        <Button type="submit" isDisabled={old === "" || fresh.length < 12 || change.isPending}>
          {t("account.change")}
        </Button>
      </form>
    </Card>
  );
}

type Scope = "read" | "plan" | "manage";
const SCOPES: readonly Scope[] = ["read", "plan", "manage"];

function Tokens() {
  const { t } = useTranslation("team");
  const cache = useQueryClient();
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: async () => (await read(api.GET("/api/v1/tokens"))).items,
  });
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("read");
  const renewed = () => cache.invalidateQueries({ queryKey: ["tokens"] });
  const make = useMutation({
    mutationFn: () => read(api.POST("/api/v1/tokens", { body: { name: name.trim(), scope, days: 365 } })),
    onSuccess: renewed,
  });
  const revoke = useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE("/api/v1/tokens/{id}", { params: { path: { id } } });
    },
    onSuccess: renewed,
  });
  return (
    <Card title={t("tokens.title")}>
      <p className={css.soft}>{t("tokens.words")}</p>
      {make.data && (
        <Note kind="warning">
          <p>{t("tokens.once")}</p>
          <code className={css.secret} dir="ltr">
            {make.data.token}
          </code>
        </Note>
      )}
      <ul className={css.list}>
        {tokens.data?.map((token) => (
          <li key={token.id} className={css.row}>
            <div className={css.rowWords}>
              <bdi className={css.rowTitle}>{token.name}</bdi>
              <span className={css.soft}>
                {t(`scopes.${token.scope}`)}
                {token.expires_at && (
                  <>
                    {" · "}
                    {t("tokens.until")} <Moment iso={token.expires_at} />
                  </>
                )}
              </span>
            </div>
            <Button
              kind="danger"
              onPress={() => {
                revoke.mutate(token.id);
              }}
            >
              {t("tokens.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      {(tokens.error ?? make.error ?? revoke.error) && (
        <ErrorNote error={tokens.error ?? make.error ?? revoke.error} />
      )}
      <div className={css.inline}>
        <TextField label={t("tokens.name")} value={name} onChange={setName} />
        <Select
          label={t("tokens.scope")}
          value={scope}
          onChange={(next) => {
            setScope(next as Scope);
          }}
          choices={SCOPES.map((each) => ({ id: each, title: t(`scopes.${each}`) }))}
        />
        <Button
          kind="primary"
          isDisabled={name.trim() === "" || make.isPending}
          onPress={() => {
            make.mutate();
          }}
        >
          {t("tokens.make")}
        </Button>
      </div>
    </Card>
  );
}
