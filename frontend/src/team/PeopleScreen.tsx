// The accounts of a server, for who looks after it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import type { Person } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, Dialog } from "../ui/Dialog";
import { Checkbox, TextField } from "../ui/Field";
import { Badge, Card, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import css from "./team.module.css";

const KEY = ["people"] as const;

/** Every account, and a way to make one. */
export default function PeopleScreen() {
  const { t } = useTranslation(["team", "common"]);
  const people = useQuery({
    queryKey: KEY,
    queryFn: async () => (await read(api.GET("/api/v1/people"))).items,
  });
  return (
    <Page>
      <PageHead title={t("people.title")} sub={t("people.sub")} actions={<NewPerson />} />
      {people.isPending && <Skeleton label={t("common:loading")} />}
      {people.error && <ErrorNote error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && (
        <Card>
          <ul className={css.list}>
            {people.data.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function PersonRow({ person }: { person: Person }) {
  const { t } = useTranslation("team");
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { disabled?: boolean; admin?: boolean }) =>
      read(api.PATCH("/api/v1/people/{id}", { params: { path: { id: person.id } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <li className={css.row}>
      <div className={css.rowWords}>
        <bdi className={css.rowTitle}>{person.title || person.name}</bdi>
        <bdi className={css.soft}>{person.name}</bdi>
        {change.error && <ErrorNote error={change.error} />}
      </div>
      <div className={css.rowActs}>
        {person.admin && <Badge kind="good">{t("people.admin")}</Badge>}
        {person.disabled && <Badge kind="bad">{t("people.disabled")}</Badge>}
        <Button
          onPress={() => {
            change.mutate({ disabled: !person.disabled });
          }}
        >
          {person.disabled ? t("people.enable") : t("people.disable")}
        </Button>
      </div>
    </li>
  );
}

function NewPerson() {
  const { t } = useTranslation("team");
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [title, setTitle] = useState("");
  const [password, setPassword] = useState("");
  const [admin, setAdmin] = useState(false);
  const make = useMutation({
    mutationFn: () =>
      read(api.POST("/api/v1/people", { body: { name: name.trim(), title, password, admin } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: KEY }),
  });
  const trigger = (
    <Button kind="primary">
      <UserPlus size={16} aria-hidden />
      {t("people.new")}
    </Button>
  );
  return (
    <Dialog title={t("people.new")} trigger={trigger}>
      {(close) => (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate(undefined, { onSuccess: close });
          }}
        >
          <TextField
            label={t("sign.name")}
            hint={t("first.nameHint")}
            value={name}
            onChange={setName}
            autoFocus
          />
          <TextField label={t("people.fullName")} value={title} onChange={setTitle} />
          <TextField
            label={t("people.firstPassword")}
            hint={t("first.passwordHint")}
            value={password}
            onChange={setPassword}
            type="password"
            autoComplete="new-password"
          />
          <Checkbox isSelected={admin} onChange={setAdmin}>
            {t("people.makeAdmin")}
          </Checkbox>
          {make.error && <ErrorNote error={make.error} />}
          <Actions>
            <Button
              kind="primary"
              type="submit"
              isDisabled={!name.trim() || password.length < 12 || make.isPending}
            >
              {t("people.make")}
            </Button>
          </Actions>
        </form>
      )}
    </Dialog>
  );
}
