// The side of the plan's screen: a place, route or supply, or why somebody is short; on a phone, a sheet.
import { ArrowLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useProject } from "../api/queries";
import type { Result } from "../api/types";
import { QuickChange } from "../changes/QuickChange";
import { IconButton } from "../ui/Button";
import { TracePanel } from "../why/TracePanel";
import { WhyPanel } from "../why/WhyPanel";
import { type Subject, type View, whyWords } from "./asked";
import css from "./plan.module.css";
import { PlacePanel } from "./panels/PlacePanel";
import { RoutePanel } from "./panels/RoutePanel";
import type { PanelProps } from "./panels/shown";
import { SupplyPanel } from "./panels/SupplyPanel";
import { subjectTitle } from "./panels/ThingButton";
import type { Scene } from "./picture";
import { useNarrow } from "./useNarrow";
import type { Looking } from "./useView";

export interface SidePanelProps {
  project: string;
  result: Result;
  scene: Scene;
  view: View;
  look: Looking["look"];
}

const PANELS: Readonly<Record<Subject["kind"], (props: PanelProps) => ReactNode>> = {
  place: PlacePanel,
  route: RoutePanel,
  supply: SupplyPanel,
};

/** The panel of what is selected. */
export function SidePanel(props: SidePanelProps & { subject: Subject }) {
  const { scene, view, look, subject, project, result } = props;
  const { t } = useTranslation("plan");
  const isNarrow = useNarrow();
  const close = () => {
    look({ subject: null });
  };
  const title = subjectTitle(scene.picture, subject);
  const body =
    view.why === null ? (
      <Body {...props} />
    ) : (
      <WhyPanel project={project} plan={result.id} cell={cellNamed(scene, view.why)} />
    );
  const head = (heading: ReactNode) => (
    <div className={css.panelHead}>
      {view.why !== null && (
        <IconButton
          label={t("panel.back", { to: title })}
          onPress={() => {
            look({ why: null });
          }}
        >
          <ArrowLeft size={18} aria-hidden className="mirrored" />
        </IconButton>
      )}
      <div className={css.panelTitle}>
        <small>{t(`panel.${subject.kind}`)}</small>
        {heading}
      </div>
      <IconButton label={t("common:close")} onPress={close}>
        <X size={18} aria-hidden />
      </IconButton>
    </div>
  );
  const name = <bdi>{title}</bdi>;
  if (!isNarrow)
    return (
      <section className={css.panel} aria-label={title}>
        {head(<h2>{name}</h2>)}
        {body}
      </section>
    );
  return (
    <ModalOverlay className={css.sheetOver ?? ""} isOpen isDismissable onOpenChange={close}>
      <Modal className={css.sheet ?? ""}>
        <Dialog className={css.panel ?? ""}>
          {head(
            <Heading slot="title" level={2}>
              {name}
            </Heading>,
          )}
          {body}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Body({ project, result, scene, view, look, subject }: SidePanelProps & { subject: Subject }) {
  const role = useProject(project).data?.role;
  const mayChange = (role === "planner" || role === "owner") && result.economy && result.version;
  const Panel = PANELS[subject.kind];
  const name = { place: scene.picture.places, route: scene.picture.routes, supply: scene.picture.supplies }[
    subject.kind
  ][subject.at]?.name;
  const period = scene.picture.periods[view.asked.period ?? 0]?.start;
  return (
    <>
      <Panel
        scene={scene}
        asked={view.asked}
        at={subject.at}
        onSubject={(next) => {
          look({ subject: next });
        }}
        onPeriod={(next) => {
          look({ period: next });
        }}
        onWhy={(cell) => {
          look({ why: cell });
        }}
      />
      {name && subject.kind !== "place" && (
        <TracePanel project={project} plan={result.id} subject={{ kind: subject.kind, name }} />
      )}
      {name && mayChange && (
        <QuickChange
          project={project}
          economy={result.economy ?? ""}
          version={result.version ?? 1}
          subject={{ kind: subject.kind, name }}
          plan={result.id}
          scenario={result.scenario}
          {...(period ? { period } : {})}
        />
      )}
    </>
  );
}

function cellNamed(scene: Scene, cell: number) {
  const [group = "", good = "", tier = "", period = ""] = whyWords(scene, cell);
  const place = scene.picture.places[scene.cells.place[cell] ?? 0]?.name ?? "";
  return { place, group, good, period, tier: Number(tier) };
}
