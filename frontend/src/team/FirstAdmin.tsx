// The first administrator of a new server, made by whoever started it.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import css from "./team.module.css";

/** Makes the account, and signs in with it. */
export function FirstAdmin() {
  const { t } = useTranslation("team");
  const cache = useQueryClient();
  const [token, setToken] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const make = async () => {
    setError(null);
    try {
      const headers = { Authorization: `Bearer ${token.trim()}` };
      await read(
        api.POST("/api/v1/people", {
          body: { name: name.trim(), title: "", password, admin: true },
          headers,
        }),
      );
      await read(api.POST("/api/v1/session", { body: { name: name.trim(), password } }));
      await cache.invalidateQueries();
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h1>{t("first.title")}</h1>
      <p className={css.soft}>{t("first.words")}</p>
      <TextField
        label={t("first.token")}
        value={token}
        onChange={setToken}
        type="password"
        autoFocus
        autoComplete="off"
      />
      <TextField
        label={t("sign.name")}
        hint={t("first.nameHint")}
        value={name}
        onChange={setName}
        autoComplete="username"
      />
      <TextField
        label={t("sign.password")}
        hint={t("first.passwordHint")}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="new-password"
      />
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" isDisabled={!token.trim() || !name.trim() || password.length < 12}>
        {t("first.make")}
      </Button>
    </form>
  );
}
