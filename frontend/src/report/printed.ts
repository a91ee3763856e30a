// Pages about a plan, as the server makes them: fetched to be shown here, or addressed to be saved.
import { useQuery } from "@tanstack/react-query";
import { raw } from "../api/client";
import { keys } from "../api/queries";
import type { Language } from "../language";

/** What is printed of a plan. */
export type Printed = "report" | "briefing";

/** The forms that each can be had in, the usual one first. */
export const FORMS = { report: ["pdf", "html"], briefing: ["pdf", "docx", "html"] } as const;

export type Form = (typeof FORMS)[Printed][number];

/** Where a page is had from, below the API; `show` for a browser to show it instead of saving it. */
export function addressOf(
  project: string,
  plan: string,
  what: Printed,
  asked: { format?: Form; language: Language; show?: boolean },
): string {
  const query = new URLSearchParams({ format: asked.format ?? "html", language: asked.language });
  if (asked.show) query.set("show", "yes");
  return `/projects/${project}/results/${plan}/${what}?${query.toString()}`;
}

/** The key under which a page is remembered; without a language, of all languages. */
export function printedKey(project: string, plan: string, what: Printed, language?: Language) {
  return [...keys.result(project, plan), "printed", what, ...(language ? [language] : [])] as const;
}

/** A page about a plan, to be shown in a frame that is shut in. */
export function usePrinted(project: string, plan: string, what: Printed, language: Language) {
  return useQuery({
    queryKey: printedKey(project, plan, what, language),
    queryFn: async () => {
      const answer = await raw(addressOf(project, plan, what, { language }));
      return inOurPolicy(await answer.text(), nonceHere());
    },
    enabled: plan !== "",
    staleTime: 5 * 60_000,
  });
}

/** A page whose styles count under the policy that a frame takes over from the page around it. */
export function inOurPolicy(html: string, nonce: string): string {
  return nonce === "" ? html : html.replaceAll("<style>", `<style nonce="${nonce}">`);
}

/** The word by which the policy of this page knows styles of ours; blank where there is no policy. */
function nonceHere(): string {
  const told = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return told?.nonce ?? "";
}
