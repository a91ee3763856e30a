// Flows as bands from those that give, on one side, to those that take, on the other.
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { useTranslation } from "react-i18next";
import { short } from "../language/format";
import { spoken } from "../language";
import { colourOf } from "./ChordPicture";
import { type BandNode, bandsOf, type Joined } from "./flows";
import css from "./industry.module.css";

const WIDTH = 720;
const MARGIN = 170;
const LONGEST = 24;

interface Link {
  source: string;
  target: string;
  value: number;
}

/** Bands between two columns of names; mirrored in languages that are written from the right. */
export function BandPicture({
  joined,
  names,
  unit,
  label,
}: {
  joined: Joined;
  names: readonly string[];
  unit: string;
  label: string;
}) {
  const { t } = useTranslation("industry");
  const isMirrored = spoken() === "ar";
  const { nodes, links } = bandsOf(joined);
  const height = Math.max(
    280,
    34 * Math.max(...["source", "target"].map((side) => nodes.filter((node) => node.side === side).length)),
  );
  const place = sankey<BandNode, Link>()
    .nodeId((node) => node.id)
    .nodeWidth(10)
    .nodePadding(16)
    .extent([
      [MARGIN, 8],
      [WIDTH - MARGIN, height - 8],
    ])({ nodes: nodes.map((node) => ({ ...node })), links: links.map((link) => ({ ...link })) });
  const across = (x: number) => (isMirrored ? WIDTH - x : x);
  const path = sankeyLinkHorizontal<BandNode, Link>();
  const position = new Map(joined.nodes.map((node, at) => [node, at]));
  const nameOf = (node: BandNode) => names[position.get(node.node) ?? 0] ?? "";
  return (
    <svg
      viewBox={`0 0 ${String(WIDTH)} ${String(height)}`}
      className={css.picture}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      <g {...(isMirrored ? { transform: `translate(${String(WIDTH)}) scale(-1 1)` } : {})}>
        {place.links.map((link) => {
          const [from, to] = [link.source as unknown as BandNode, link.target as unknown as BandNode];
          return (
            <path
              key={`${from.id} ${to.id}`}
              d={path(link) ?? ""}
              stroke={colourOf(position.get(from.node) ?? 0)}
              strokeWidth={Math.max(link.width ?? 0, 0.75)}
              className={css.band}
            >
              <title>
                {t("flows.told", {
                  source: nameOf(from),
                  target: nameOf(to),
                  amount: short(link.value),
                  unit,
                })}
              </title>
            </path>
          );
        })}
      </g>
      {place.nodes.map((node) => {
        const [x0, x1, y0, y1] = [node.x0 ?? 0, node.x1 ?? 0, node.y0 ?? 0, node.y1 ?? 0];
        const isStart = (node.side === "source") !== isMirrored;
        const name = nameOf(node);
        return (
          <g key={node.id}>
            <rect
              x={isMirrored ? across(x1) : x0}
              y={y0}
              width={x1 - x0}
              height={Math.max(y1 - y0, 1)}
              fill={colourOf(position.get(node.node) ?? 0)}
            />
            <text
              x={isStart ? MARGIN - 6 : WIDTH - MARGIN + 6}
              y={(y0 + y1) / 2}
              dy="0.35em"
              textAnchor={isStart ? "end" : "start"}
              className={css.pictureName}
            >
              <title>{name}</title>
              {name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
