// How a program has what this screen shows.
import type { Recipe, Where } from "../report/recipes";

/** Sectors and regions of an economy, or of a plan where one is named. */
export function industryRecipe({ url, project }: Where, economy: string, plan: string): Recipe {
  const thing = plan ? `project.result("${plan}")` : `project.economy("${economy}")`;
  const path = plan ? `results/${plan}` : `economies/${economy}`;
  return {
    python: [
      "import commonweal as cw",
      "",
      `with cw.Client("${url}") as client:`,
      `    project = client.project("${project.id}")`,
      `    industry = ${thing}.industry()`,
      "    print(industry.model_dump_json(indent=2))",
      "",
    ].join("\n"),
    curl: `curl -H "Authorization: Bearer $COMMONWEAL_TOKEN" "${url}/api/v1/projects/${project.id}/${path}/industry"\n`,
  };
}
