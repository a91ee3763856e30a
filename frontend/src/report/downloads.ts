// Every form in which an economy or a plan can be saved.

/** A file that can be had: its key in the words, where from, and what it is called. */
export interface File {
  readonly id: string;
  readonly address: string;
  readonly name: string;
}

const ECONOMY_FORMS = {
  xlsx: "economy.xlsx",
  zip: "economy.zip",
  parquet: "economy-parquet.zip",
  datapackage: "economy-datapackage.zip",
  template: "template.xlsx",
} as const;

/** The forms of an economy; without a version, of the one that holds now. */
export function economyFiles(project: string, economy: string, version?: number): readonly File[] {
  const of = version === undefined ? "" : `&version=${String(version)}`;
  return Object.entries(ECONOMY_FORMS).map(([form, name]) => ({
    id: `economy.${form}`,
    address: `/projects/${project}/economies/${economy}/download?format=${form}${of}`,
    name,
  }));
}

/** The forms of a plan. */
export function planFiles(project: string, plan: string): readonly File[] {
  const result = `/projects/${project}/results/${plan}`;
  return [
    { id: "plan.xlsx", address: `${result}/download?format=xlsx`, name: "plan.xlsx" },
    { id: "plan.zip", address: `${result}/download?format=zip`, name: "plan.zip" },
  ];
}
