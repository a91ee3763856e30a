// An answer that is a file, saved by the name that the server gives it.

/** Save an answer as a file; `name` where the server gives none. */
export async function saveAs(answer: Response, name: string): Promise<void> {
  const said = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = said?.[1] ?? name;
  link.click();
  URL.revokeObjectURL(link.href);
}
