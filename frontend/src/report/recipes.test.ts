import { describe, expect, it } from "vitest";
import { pythonValue, remark, shellOption, shellWord } from "./quoting";
import {
  askRecipe,
  economyTableRecipe,
  planRecipe,
  printedRecipe,
  resultTableRecipe,
  scenarioRecipe,
} from "./recipes";

const PROJECT = "a".repeat(32);
const ECONOMY = "b".repeat(32);
const PLAN = "c".repeat(32);
const where = { url: "http://127.0.0.1:8400", project: { id: PROJECT, name: "Winter" } };

describe("a word of a shell", () => {
  it("is left as it is where it is plain", () => {
    expect(shellWord("second-landslide")).toBe("second-landslide");
  });

  it("stands between quotes where the shell would do something with it", () => {
    expect(shellWord('$(rm -rf ~); `x` "y" \\ * !')).toBe("'$(rm -rf ~); `x` \"y\" \\ * !'");
  });

  it("keeps its own quotes", () => {
    expect(shellWord("Deir ez-Zor's road")).toBe(String.raw`'Deir ez-Zor'\''s road'`);
  });

  it("shows what is hidden by number: lines, escapes, and what turns the direction", () => {
    expect(shellWord("a\nb\u202e'c\\")).toBe(String.raw`$'a\u000ab\u202e\'c\\'`);
  });

  it("stays readable in Arabic", () => {
    expect(shellWord("حلب")).toBe("'حلب'");
  });

  it("that begins with a dash is no option, and a blank one stays a word", () => {
    expect(shellOption("--scenario", "--server=evil")).toBe("--scenario=--server=evil");
    expect(shellOption("--scenario", "")).toBe("--scenario=''");
  });
});

describe("a value of Python", () => {
  it("has Python's words", () => {
    expect(pythonValue({ a: null, b: [true, 1.5], c: false })).toBe(
      '{"a": None, "b": [True, 1.5], "c": False}',
    );
  });

  it("can't end its string", () => {
    expect(pythonValue('x") or evil("\n\u2028')).toBe(String.raw`"x\") or evil(\"\n\u2028"`);
  });

  it("in a remark stays in its line", () => {
    expect(remark("Winter\nimport os\r\u2028x")).toBe("Winter import os  x");
  });
});

describe("a recipe", () => {
  it("of a plan opens just this plan, in every way", () => {
    const { python, cli, curl } = planRecipe(where, { id: PLAN, name: "village" });
    expect(python).toBe(
      `import commonweal as cw

with cw.Client("http://127.0.0.1:8400") as client:
    project = client.project("${PROJECT}")  # Winter
    plan = project.result("${PLAN}").plan()  # village
    print(plan.summary())
    print(plan["coverage"])
`,
    );
    expect(cli).toBe(
      `# Winter: village
commonweal export ${PLAN} \\
  --datapackage plan \\
  --server http://127.0.0.1:8400 \\
  --project ${PROJECT}
`,
    );
    expect(curl).toBe(
      `curl --fail --silent --show-error \\
  -H "Authorization: Bearer $COMMONWEAL_TOKEN" \\
  --output plan.zip \\
  http://127.0.0.1:8400/api/v1/projects/${PROJECT}/results/${PLAN}/download`,
    );
  });

  it("of a job asks for the same, with every option", () => {
    const recipe = askRecipe(where, {
      kind: "plan",
      economy: ECONOMY,
      scenario: "road's end",
      rule: null,
      effort: { labour: 1, diesel: 5 },
      threads: 1,
      explain: true,
    });
    expect(recipe.cli).toContain(
      `commonweal plan ${ECONOMY} \\\n  --scenario 'road'\\''s end' \\\n  --effort labour=1,diesel=5 \\\n`,
    );
    expect(recipe.cli).not.toContain("explain");
    expect(recipe.python).toContain('"scenario": "road\'s end"');
    expect(recipe.curl).toContain(`"scenario":"road'\\''s end"`);
  });

  it("of a comparison names every plan, and rules one by one", () => {
    const { cli } = askRecipe(where, {
      kind: "compare",
      of: [{ economy: ECONOMY }],
      rules: ["leximin", "money"],
    });
    expect(cli).toContain(`commonweal compare ${ECONOMY} \\\n  --rule leximin \\\n  --rule money \\\n`);
    const plans = askRecipe(where, { kind: "compare", of: [{ plan: PLAN }, { plan: ECONOMY }] });
    expect(plans.cli).toContain(`commonweal compare ${PLAN} \\\n  ${ECONOMY} \\\n`);
  });

  it("of relief is the command that ranks it", () => {
    const { cli } = askRecipe(where, { kind: "relief", plan: PLAN, place: "Upper village", tier: 2 });
    expect(cli).toContain(
      `commonweal explain ${PLAN} \\\n  --relief \\\n  --place 'Upper village' \\\n  --tier 2 \\\n`,
    );
  });

  it("has no command where the server's attachments are needed", () => {
    const recipe = askRecipe(where, { kind: "replan", plan: PLAN, from: "2031-03-17", actuals: ECONOMY });
    expect(recipe.cli).toBeUndefined();
    expect(recipe.python).toContain("request_of(");
  });

  it("of a job of an earlier version says that commands take the one that holds", () => {
    const { cli } = askRecipe(where, { kind: "rules", economy: ECONOMY, version: 3 });
    expect(cli).toContain("# Winter: commands take the version that holds now; this was 3");
  });

  it("of rows has the same part of the table", () => {
    const part = { filters: ["good:eq:wheat [t] & more"], sort: ["-amount", "place"] };
    const { python, curl } = economyTableRecipe(where, { id: ECONOMY, version: 2 }, "needs", part);
    expect(python).toContain(
      'economy.table("needs", filters=["good:eq:wheat [t] & more"], sort=["-amount", "place"], version=2)',
    );
    expect(curl).toContain(
      "filter=good%3Aeq%3Awheat%20%5Bt%5D%20%26%20more&sort=-amount%2Cplace&version=2&format=csv",
    );
    expect(resultTableRecipe(where, { id: PLAN }, "coverage", part).python).toContain(
      'result.table("coverage", filters=',
    );
  });

  it("of a scenario ends in its name, even one like an option", () => {
    const { cli } = scenarioRecipe(where, { id: ECONOMY }, "--help me");
    expect(cli).toMatch(new RegExp(`--project ${PROJECT} \\\\\n {2}-- '--help me'\n$`));
  });

  it("of a briefing writes the file in the language", () => {
    const { python, cli } = printedRecipe(where, { id: PLAN }, "briefing", "pdf", "ar");
    expect(python).toContain(`project.result("${PLAN}").briefing("briefing.pdf", language="ar")`);
    expect(cli).toContain(`commonweal briefing ${PLAN} \\\n  --out briefing.pdf \\\n  --language ar \\\n`);
  });
});
