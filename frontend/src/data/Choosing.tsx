// What an economy is brought as: a file or folder that is dropped or chosen, an example, a table to import.
import { FileSpreadsheet, FolderOpen } from "lucide-react";
import { type ReactNode, useState } from "react";
import { DropZone, type DropItem, FileTrigger, isFileDropItem } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Economy } from "../api/types";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import { Card } from "../ui/layout";
import { Examples } from "./Examples";
import { ImportTable } from "./ImportTable";
import { belonging, fileSent, type InFolder, packed, type Sent } from "./packing";
import css from "./Upload.module.css";

interface ChoosingProps {
  project: string;
  isReplacing: boolean;
  onChoose: (sent: Sent) => void;
  onKept: (economy: Economy) => void;
}

/** The ways to bring an economy. */
export function Choosing({ project, isReplacing, onChoose, onKept }: ChoosingProps) {
  const { t } = useTranslation("data");
  const [refused, setRefused] = useState("");
  const folder = async (files: readonly InFolder[], name: string) => {
    const ours = belonging(files);
    if (ours.length) onChoose(await packed(ours, name));
    else setRefused(t("upload.emptyFolder", { name }));
  };
  const file = (given: File) => {
    const sent = fileSent(given);
    if (sent) onChoose(sent);
    else setRefused(t("upload.otherKind", { name: given.name }));
  };
  const dropped = async (items: readonly DropItem[]) => {
    const item = items[0];
    if (!item) return;
    if (isFileDropItem(item)) file(await item.getFile());
    else if (item.kind === "directory") await folder(await inside(item, ""), item.name);
  };
  return (
    <div className={css.ways}>
      <DropZone
        className={css.drop ?? ""}
        aria-label={t("upload.drop")}
        onDrop={(event) => void dropped(event.items)}
      >
        <FileSpreadsheet size={32} aria-hidden />
        <p className={css.dropWords}>{t("upload.drop")}</p>
        <div className={css.buttons}>
          <Picker
            onFiles={(files) => {
              if (files[0]) file(files[0]);
            }}
            accept={[".xlsx", ".zip"]}
          >
            <Button kind="primary">{t("upload.chooseFile")}</Button>
          </Picker>
          <Picker
            isFolder
            onFiles={(files) => {
              const all = files.map((each) => ({ path: each.webkitRelativePath || each.name, file: each }));
              void folder(all, all[0]?.path.split("/")[0] ?? "");
            }}
          >
            <Button>
              <FolderOpen size={16} aria-hidden />
              {t("upload.chooseFolder")}
            </Button>
          </Picker>
        </div>
        <p className={css.hint}>{t("upload.forms")}</p>
      </DropZone>
      {refused && <Note kind="error">{refused}</Note>}
      {!isReplacing && (
        <div className={css.others}>
          <Card title={t("upload.examples")}>
            <Examples project={project} onKept={onKept} />
          </Card>
          <Card title={t("import.title")}>
            <ImportTable project={project} onKept={onKept} />
          </Card>
        </div>
      )}
    </div>
  );
}

interface PickerProps {
  children: ReactNode;
  accept?: readonly string[];
  isFolder?: boolean;
  onFiles: (files: File[]) => void;
}

function Picker({ children, accept, isFolder = false, onFiles }: PickerProps) {
  return (
    <FileTrigger
      {...(accept ? { acceptedFileTypes: accept } : {})}
      acceptDirectory={isFolder}
      onSelect={(files) => {
        if (files?.length) onFiles([...files]);
      }}
    >
      {children}
    </FileTrigger>
  );
}

interface Directory {
  name: string;
  getEntries: () => AsyncIterable<DropItem>;
}

/** All files in a folder that was dropped, and those in the folders inside. */
async function inside(folder: Directory, within: string): Promise<InFolder[]> {
  const files: InFolder[] = [];
  for await (const entry of folder.getEntries()) {
    if (entry.kind === "file") files.push({ path: `${within}${entry.name}`, file: await entry.getFile() });
    else if (entry.kind === "directory") files.push(...(await inside(entry, `${within}${entry.name}/`)));
  }
  return files;
}
