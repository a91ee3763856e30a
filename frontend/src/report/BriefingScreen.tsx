// One page for a minister or a donor.
import { useParams } from "react-router";
import { BriefingAsks } from "./BriefingAsks";
import { PrintedPage } from "./PrintedPage";

/** One page for a minister or a donor, and what it asks for. */
export default function BriefingScreen() {
  const { project = "", plan = "" } = useParams();
  return (
    <PrintedPage project={project} plan={plan} what="briefing">
      <BriefingAsks project={project} plan={plan} />
    </PrintedPage>
  );
}
