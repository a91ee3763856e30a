// The map of a plan: places by coverage, routes by what they carry, closed things crossed.
import {
  type FocusEvent,
  type MouseEvent,
  useCallback,
  useDeferredValue,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { MANY } from "./canvas";
import type { Thing } from "./drawing";
import type { Ground } from "./ground";
import { idOf, thingOf } from "./layers";
import { MapButtons } from "./MapButtons";
import { MapTip } from "./MapTip";
import css from "./map.module.css";
import { Painted } from "./Painted";
import { Picturing } from "./Picturing";
import { type Look, type Sheet, useLook, useSheet } from "./sheet";
import { useKeys } from "./useKeys";
import { useMoves } from "./useMoves";
import { useSize } from "./useSize";
import { useTold } from "./useTold";
import { type View, WHOLE } from "./view";
import type { Shown } from "./words";

export interface PlanMapProps extends Shown {
  /** What the map shows, for those who don't see it. */
  label: string;
  ground: Ground;
  selected?: Thing | null;
  onSelect?: (thing: Thing | null) => void;
  /** The part that is looked at, where somebody else keeps it: two maps may share it. */
  transform?: View;
  onTransform?: (view: View) => void;
  /** Other colours and words of places than their coverage. */
  look?: Look;
  /** What the widest line stands for, where two maps share it. */
  most?: number;
}

/** The view, kept here or by somebody else. */
function useView({ transform, onTransform }: PlanMapProps) {
  const [own, setOwn] = useState(WHOLE);
  const view = transform ?? own;
  const latest = useRef(view);
  useLayoutEffect(() => {
    latest.current = view;
  }, [view]);
  const change = useCallback(
    (how: (view: View) => View) => {
      latest.current = how(latest.current);
      if (onTransform) onTransform(latest.current);
      else setOwn(latest.current);
    },
    [onTransform],
  );
  return { view, change };
}

/** The thing under the pointer: an element, or on a painted map what is painted there. */
function idUnder(event: MouseEvent, sheet: Sheet, view: View): string | null {
  const under = (event.target as Element).closest<SVGElement>("[data-thing]")?.dataset.thing;
  const box = event.currentTarget.getBoundingClientRect();
  if (under || sheet.nShapes <= MANY) return under ?? null;
  return sheet.struck(view, event.clientX - box.left, event.clientY - box.top);
}

/** The map of a plan. */
export function PlanMap(props: PlanMapProps) {
  const { label, selected = null, onSelect } = props;
  const { t } = useTranslation("map");
  const help = useId();
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const { view, change } = useView(props);
  const look = useLook(props);
  const sheet = useSheet(props, size, useDeferredValue(view.k), look);
  const tell = useTold(props, look);
  const spoken = useDeferredValue(tell); // names follow the picture, which must not wait for them
  const moves = useMoves(frame, change);
  const { stop, setStop, onKeyDown } = useKeys({ frame, sheet, selected, change, onSelect });
  const [hovered, setHovered] = useState<string | null>(null);
  const isPainted = (sheet?.nShapes ?? 0) > MANY;
  const things = useMemo(() => ({ stop, selected: selected ? idOf(selected) : null }), [stop, selected]);
  const onFocus = (event: FocusEvent<SVGSVGElement>) => {
    const id = (event.target as SVGElement).dataset.thing;
    if (id) setStop(id);
    if (id && (event.target as Element).matches(":focus-visible")) setHovered(id);
  };
  const forget = () => {
    setHovered(null);
  };
  return (
    <div
      ref={frame}
      className={css.frame}
      dir="ltr"
      data-whole={view.k === 1 ? "yes" : "no"}
      onPointerLeave={forget}
    >
      {size && sheet && (
        <>
          {isPainted && <Painted sheet={sheet} view={view} />}
          <svg
            width={size.width}
            height={size.height}
            className={css.map}
            role="group"
            aria-label={label}
            aria-describedby={help}
            onKeyDown={onKeyDown}
            onFocus={onFocus}
            onBlur={forget}
            onClick={(event) => {
              if (!moves.wasDragged()) onSelect?.(thingOf(idUnder(event, sheet, view) ?? undefined));
            }}
            onPointerDown={moves.onPointerDown}
            onPointerMove={(event) => {
              moves.onPointerMove(event);
              if (event.buttons === 0) setHovered(idUnder(event, sheet, view));
            }}
            onPointerUp={moves.onPointerUp}
            onPointerCancel={moves.onPointerCancel}
          >
            <Picturing {...{ sheet, view, look, things, isPainted }} tell={spoken} />
          </svg>
          <MapTip id={hovered} {...{ sheet, tell, view, size }} />
        </>
      )}
      <p id={help} className="hidden">
        {t("keys")}
      </p>
      <MapButtons view={view} onChange={change} />
    </div>
  );
}
