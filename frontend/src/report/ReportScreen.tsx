// The printed report of a plan.
import { useParams } from "react-router";
import { PrintedPage } from "./PrintedPage";

/** The printed report of a plan. */
export default function ReportScreen() {
  const { project = "", plan = "" } = useParams();
  return <PrintedPage project={project} plan={plan} what="report" />;
}
