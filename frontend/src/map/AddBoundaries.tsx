// Adding boundaries of one's own to an economy: looked at here first, then kept beside it.
import { MapPlus } from "lucide-react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api, headers, raw, read, Refusal } from "../api/client";
import { memory } from "../api/queries";
import type { Attachment } from "../api/types";
import { number } from "../language/format";
import type { Picture } from "../plan/picture";
import { did } from "../state/undo";
import { Button } from "../ui/Button";
import { toast } from "../ui/toast";
import { boundariesIn, groundOf } from "./ground";
import { boundariesKey } from "./useGround";

const MOST = 12; // MB

interface AddBoundariesProps {
  project: string;
  economy: string;
  places: Picture["places"];
}

/** A button that takes a GeoJSON file and draws its areas. */
export function AddBoundaries({ project, economy, places }: AddBoundariesProps) {
  const { t } = useTranslation("map");
  const add = async (file: File) => {
    const megabytes = file.size / 1e6;
    if (megabytes > MOST) {
      toast(t("tooLarge", { size: number(megabytes), most: number(MOST) }));
      return;
    }
    const text = await file.text();
    const found = boundariesIn(parsed(text), file.name);
    const count = found ? groundOf([found], places).areas.size : 0;
    if (!found) toast(t("notGeojson"));
    else if (count === 0) {
      const properties = Object.keys(found.features[0]?.properties ?? {}).join(", ") || "–";
      toast(t("noMatch", { properties }));
    } else {
      await keep(project, economy, file.name, text, t("addedStep"));
      toast(t("added", { count }));
    }
  };
  return (
    <FileTrigger
      acceptedFileTypes={[".geojson", ".json", "application/geo+json"]}
      onSelect={(files) => {
        const file = files?.[0];
        if (file)
          add(file).catch((error: unknown) => {
            toast(
              error instanceof Refusal && error.problem
                ? error.problem.detail
                : t(
                    error instanceof Refusal && error.status === 0
                      ? "common:problem.away"
                      : "common:problem.unknown",
                  ),
            );
          });
      }}
    >
      <Button kind="quiet">
        <MapPlus size={16} aria-hidden />
        {t("add")}
      </Button>
    </FileTrigger>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // told as "no GeoJSON"
  }
}

/** Keep a file beside an economy, so that it can be taken away again. */
async function keep(
  project: string,
  economy: string,
  name: string,
  text: string,
  label: string,
): Promise<void> {
  const named = /\.geojson$/i.test(name) ? name : `${name.replace(/\.json$/i, "")}.geojson`;
  const query = new URLSearchParams({ name: named, about: `economies/${economy}` });
  const send = async (): Promise<Attachment> => {
    const answer = await raw(`/projects/${project}/attachments?${query.toString()}`, {
      method: "POST",
      body: text,
      headers: { ...headers("POST"), "Content-Type": "application/geo+json" },
    });
    await memory.invalidateQueries({ queryKey: boundariesKey(project, economy) });
    return (await answer.json()) as Attachment;
  };
  let kept = await send();
  did({
    label,
    undo: async () => {
      const params = { path: { project, attachment: kept.id } };
      await read(api.DELETE("/api/v1/projects/{project}/attachments/{attachment}", { params }));
      await memory.invalidateQueries({ queryKey: boundariesKey(project, economy) });
    },
    redo: async () => {
      kept = await send();
    },
  });
}
