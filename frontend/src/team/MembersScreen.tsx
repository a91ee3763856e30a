// Who is in a project, and what each may do in it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { api, read } from "../api/client";
import { keys, useProject, useSession } from "../api/queries";
import type { Event, Member } from "../api/types";
import { Button } from "../ui/Button";
import { DataTable } from "../ui/DataTable";
import { Select } from "../ui/Field";
import { Moment } from "../ui/figures";
import { Card, EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import css from "./team.module.css";

type Role = Member["role"];
const ROLES: readonly Role[] = ["viewer", "planner", "owner"];

function useMembers(project: string) {
  return useQuery({
    queryKey: [...keys.project(project), "members"],
    queryFn: async () =>
      (await read(api.GET("/api/v1/projects/{project}/members", { params: { path: { project } } }))).items,
  });
}

/** Members, and what was done in the project. */
export default function MembersScreen() {
  const { t } = useTranslation(["team", "common"]);
  const { project = "" } = useParams();
  const members = useMembers(project);
  const session = useSession().data;
  const isOwner = useProject(project).data?.role === "owner" && session?.how !== "local";
  return (
    <Page>
      <PageHead title={t("members.title")} sub={t("members.sub")} />
      {members.isPending && <Skeleton label={t("common:loading")} />}
      {members.error && <ErrorNote error={members.error} onRetry={() => void members.refetch()} />}
      {session?.how === "local" && <Note>{t("members.local")}</Note>}
      {members.data && (
        <Card title={t("members.list")}>
          <ul className={css.list}>
            {members.data.map((member) => (
              <MemberRow key={member.person} project={project} member={member} mayChange={isOwner} />
            ))}
          </ul>
          {isOwner && session?.person?.admin && <AddMember project={project} members={members.data} />}
          {isOwner && !session?.person?.admin && <p className={css.soft}>{t("members.askAdmin")}</p>}
        </Card>
      )}
      <Events project={project} />
    </Page>
  );
}

function MemberRow({ project, member, mayChange }: { project: string; member: Member; mayChange: boolean }) {
  const { t } = useTranslation("team");
  const cache = useQueryClient();
  const path = { project, person: member.person };
  const renewed = () => cache.invalidateQueries({ queryKey: keys.project(project) });
  const become = useMutation({
    mutationFn: (role: Role) =>
      read(api.PUT("/api/v1/projects/{project}/members/{person}", { params: { path }, body: { role } })),
    onSuccess: renewed,
  });
  const drop = useMutation({
    mutationFn: async () => {
      await api.DELETE("/api/v1/projects/{project}/members/{person}", { params: { path } });
    },
    onSuccess: renewed,
  });
  const choices = ROLES.map((role) => ({
    id: role,
    title: t(`roles.${role}`),
    hint: t(`rolesMean.${role}`),
  }));
  return (
    <li className={css.row}>
      <div className={css.rowWords}>
        <bdi className={css.rowTitle}>{member.title || member.name}</bdi>
        <bdi className={css.soft}>{member.name}</bdi>
        {(become.error ?? drop.error) && <ErrorNote error={become.error ?? drop.error} />}
      </div>
      <div className={css.rowActs}>
        {mayChange ? (
          <>
            <Select
              label={t("members.roleOf", { name: member.name })}
              hideLabel
              value={member.role}
              onChange={(role) => {
                become.mutate(role as Role);
              }}
              choices={choices}
            />
            <Button
              kind="danger"
              onPress={() => {
                drop.mutate();
              }}
            >
              {t("members.drop")}
            </Button>
          </>
        ) : (
          t(`roles.${member.role}`)
        )}
      </div>
    </li>
  );
}

function AddMember({ project, members }: { project: string; members: readonly Member[] }) {
  const { t } = useTranslation("team");
  const cache = useQueryClient();
  const people = useQuery({
    queryKey: ["people"],
    queryFn: async () => (await read(api.GET("/api/v1/people"))).items,
  });
  const [person, setPerson] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const add = useMutation({
    mutationFn: () =>
      read(
        api.PUT("/api/v1/projects/{project}/members/{person}", {
          params: { path: { project, person } },
          body: { role },
        }),
      ),
    onSuccess: () => {
      setPerson("");
      return cache.invalidateQueries({ queryKey: keys.project(project) });
    },
  });
  const inside = new Set(members.map((member) => member.person));
  const others = (people.data ?? []).filter((each) => !inside.has(each.id) && !each.disabled);
  if (others.length === 0) return <p className={css.soft}>{t("members.everybody")}</p>;
  return (
    <div className={css.inline}>
      <Select
        label={t("members.who")}
        value={person}
        onChange={setPerson}
        placeholder={t("members.choose")}
        choices={others.map((each) => ({ id: each.id, title: each.title || each.name, hint: each.name }))}
      />
      <Select
        label={t("members.role")}
        value={role}
        onChange={(next) => {
          setRole(next as Role);
        }}
        choices={ROLES.map((each) => ({ id: each, title: t(`roles.${each}`), hint: t(`rolesMean.${each}`) }))}
      />
      <Button
        kind="primary"
        isDisabled={person === "" || add.isPending}
        onPress={() => {
          add.mutate();
        }}
      >
        {t("members.add")}
      </Button>
      {add.error && <ErrorNote error={add.error} />}
    </div>
  );
}

/** What was done, in words; `plan.finished` and its like say which kind of job ended. */
function deed(t: TFunction<["team", "common"]>, what: string): string {
  const [kind = "", end] = what.split(".");
  if (end === "finished") return t("did.finished", { kind: t(`common:kinds.${kind}`, kind) });
  return t(`did.${what}`, what);
}

function Events({ project }: { project: string }) {
  const { t } = useTranslation(["team", "common"]);
  const events = useQuery({
    queryKey: [...keys.project(project), "events"],
    queryFn: async () =>
      (
        await read(
          api.GET("/api/v1/projects/{project}/events", {
            params: { path: { project }, query: { limit: 50 } },
          }),
        )
      ).items,
  });
  const people = useMembers(project).data ?? [];
  const nameOf = (who: string) => people.find((member) => member.person === who)?.name ?? who;
  if (!events.data) return null;
  if (events.data.length === 0) return <EmptyState title={t("events.none")} />;
  return (
    <DataTable<Event>
      caption={t("events.title")}
      columns={[
        {
          id: "at",
          title: t("events.at"),
          cell: (event) => <Moment iso={event.at} />,
          by: (event) => event.number,
          isHead: true,
        },
        {
          id: "who",
          title: t("events.who"),
          cell: (event) => <bdi>{nameOf(event.who)}</bdi>,
          by: (event) => nameOf(event.who),
        },
        {
          id: "what",
          title: t("events.what"),
          cell: (event) => <bdi>{deed(t, event.what)}</bdi>,
          by: (event) => event.what,
        },
      ]}
      rows={events.data}
      rowKey={(event) => String(event.number)}
    />
  );
}
