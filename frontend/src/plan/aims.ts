// The aims of a plan in words.
import type { TFunction } from "i18next";
import { number } from "../language/format";
import { isolated } from "../language/isolated";
import type { Picture } from "./picture";

/** What an aim is about: the coverage of a tier, or what is to be spared. */
export function aimTitle(t: TFunction, aim: Picture["aims"][number] | undefined): string {
  if (!aim) return "–";
  if (aim.tier > 0) return t("plan:aims.tier", { tier: isolated(number(aim.tier)) });
  const [kind = "", what = ""] = aim.name.split(": ");
  if (kind === "effort") return t("plan:aims.effort", { what: isolated(what) });
  return kind === "floors" ? t("plan:aims.floors") : aim.name;
}
