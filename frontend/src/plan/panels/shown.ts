// What every panel is told: the scene, what of it is looked at, and what its links do.
import type { Subject } from "../asked";
import type { Asked, Scene } from "../picture";

export interface PanelProps {
  readonly scene: Scene;
  readonly asked: Asked;
  /** The position of the place, route or supply that the panel is about. */
  readonly at: number;
  readonly onSubject: (subject: Subject | null) => void;
  readonly onPeriod: (period: number) => void;
  readonly onWhy: (cell: number) => void;
}
