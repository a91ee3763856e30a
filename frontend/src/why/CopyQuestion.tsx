// The question of a panel for programs: as Python, as a command, and as a request.
import type { JobAsked } from "../api/progress";
import { useProject } from "../api/queries";
import { CopyAs } from "../report/CopyAs";
import { askRecipe, here } from "../report/recipes";

/** A button with the question; nothing until the project is known. */
export function CopyQuestion({ project, body }: { project: string; body: JobAsked }) {
  const known = useProject(project).data;
  return known ? (
    <div>
      <CopyAs {...askRecipe(here(known), body)} />
    </div>
  ) : null;
}
