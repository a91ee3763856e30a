// The addresses of the screens, so that nothing else spells them.
const part = encodeURIComponent;

/** Values of a query; what is null or blank is left out. */
export type Asked = Record<string, string | number | null | undefined>;

function query(asked: Asked): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (value !== null && value !== undefined && value !== "") said.set(name, String(value));
  }
  const text = said.toString();
  return text ? `?${text}` : "";
}

export const paths = {
  signIn: () => "/sign-in",
  projects: () => "/projects",
  people: () => "/people",
  account: () => "/account",
  project: (project: string) => `/projects/${project}`,
  upload: (project: string, economy?: string) => `/projects/${project}/upload${query({ economy })}`,
  members: (project: string) => `/projects/${project}/members`,
  jobs: (project: string) => `/projects/${project}/jobs`,
  compare: (project: string, plans: readonly string[] = []) =>
    `/projects/${project}/compare${query({ plans: plans.join(",") })}`,
  rules: (project: string, result: string) => `/projects/${project}/rules/${result}`,
  result: (project: string, result: string) => `/projects/${project}/results/${result}`,
  plan: (project: string, plan: string, asked: Asked = {}) =>
    `/projects/${project}/plans/${plan}${query(asked)}`,
  tables: (project: string, plan: string, table?: string) =>
    `/projects/${project}/plans/${plan}/tables${query({ table })}`,
  report: (project: string, plan: string) => `/projects/${project}/plans/${plan}/report`,
  briefing: (project: string, plan: string) => `/projects/${project}/plans/${plan}/briefing`,
  data: (project: string, economy: string, table?: string, asked: Asked = {}) =>
    `/projects/${project}/economies/${economy}/data${table ? `/${part(table)}` : ""}${query(asked)}`,
  history: (project: string, economy: string) => `/projects/${project}/economies/${economy}/history`,
  scenarios: (project: string, economy: string, scenario?: string) =>
    `/projects/${project}/economies/${economy}/scenarios${scenario ? `/${part(scenario)}` : ""}`,
  industry: (project: string, economy: string) => `/projects/${project}/economies/${economy}/industry`,
};
