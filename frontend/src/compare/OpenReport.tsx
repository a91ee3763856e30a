// Opens the page that tells about a result, in a tab of its own; also for who came by a shared link.
import type { ReactNode } from "react";
import { useState } from "react";
import { asksByLink, download } from "../api/client";
import { buttonClass, Button } from "../ui/Button";
import { ErrorNote } from "../ui/Note";

interface OpenReportProps {
  project: string;
  result: string;
  children: ReactNode;
}

/** A link to the report; by a shared link, whose token no address may hold, a download of it. */
export function OpenReport({ project, result, children }: OpenReportProps) {
  const [error, setError] = useState<unknown>(null);
  const path = `/projects/${project}/results/${result}/report`;
  if (!asksByLink())
    return (
      <a href={`/api/v1${path}`} target="_blank" rel="noreferrer" className={buttonClass()}>
        {children}
      </a>
    );
  return (
    <>
      <Button
        onPress={() => {
          setError(null);
          download(path, "report.html").catch(setError);
        }}
      >
        {children}
      </Button>
      {error !== null && <ErrorNote error={error} />}
    </>
  );
}
