// A folder of a disk as one archive, with the files that belong to an economy and no others.
import { zip } from "fflate";

/** A file of a folder, by its path in it. */
export interface InFolder {
  readonly path: string;
  readonly file: Blob;
}

/** What is sent: a name whose ending says what it is, and the bytes. */
export interface Sent {
  readonly name: string;
  readonly body: Blob;
}

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const ZIP = "application/zip";
const SETTINGS = "economy.toml";

/** The files of an economy in a folder, named from where its `economy.toml` lies. */
export function belonging(files: readonly InFolder[]): InFolder[] {
  const tops = files
    .filter(({ path }) => nameOf(path) === SETTINGS)
    .map(({ path }) => path.slice(0, -SETTINGS.length))
    .sort((a, b) => a.length - b.length);
  const top = tops[0] ?? commonTop(files);
  return files
    .filter(({ path }) => path.startsWith(top) && belongs(path.slice(top.length)))
    .map(({ path, file }) => ({ path: path.slice(top.length), file }));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function commonTop(files: readonly InFolder[]): string {
  const first = files[0]?.path.split("/")[0];
  const isShared = first && files.every(({ path }) => path.startsWith(`${first}/`));
  return isShared ? `${first}/` : "";
}

function belongs(path: string): boolean {
  if (nameOf(path).startsWith(".")) return false;
  if (!path.includes("/")) return path === SETTINGS || path.endsWith(".csv");
  return /^scenarios\/[^/]+\.toml$/.test(path) || /^table\/[^/]+$/.test(path);
}

/** Files as one archive. */
export async function packed(files: readonly InFolder[], name: string): Promise<Sent> {
  const contents: Record<string, Uint8Array> = {};
  for (const { path, file } of files) contents[path] = new Uint8Array(await file.arrayBuffer());
  const bytes = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    zip(contents, { level: 6, consume: true }, (error, data) => {
      if (error) reject(error);
      else resolve(new Uint8Array(data));
    });
  });
  return { name: `${name || "folder"}.zip`, body: new Blob([bytes], { type: ZIP }) };
}

/** A file as it is sent; null where it is neither a workbook nor an archive. */
export function fileSent(file: File): Sent | null {
  const name = file.name.toLowerCase();
  const type = name.endsWith(".xlsx") ? XLSX : name.endsWith(".zip") ? ZIP : null;
  return type ? { name: file.name, body: new Blob([file], { type }) } : null;
}

/** A name for an economy, from that of a file. */
export function calledAfter(name: string): string {
  return name.replace(/(\.findings)?\.(xlsx|zip)$/i, "").trim() || name;
}
