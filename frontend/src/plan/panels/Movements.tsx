// What comes into a place and what goes out, by good and way.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { titleOf } from "../../map/names";
import { DataTable } from "../../ui/DataTable";
import { Amount } from "../../ui/figures";
import { comingIn, goingOut, type Movement } from "../facts";
import type { Picture } from "../picture";
import css from "../plan.module.css";
import type { PanelProps } from "./shown";
import { ThingButton } from "./ThingButton";

/** Two tables: what comes in, and what goes out. */
export function Movements({ scene, asked, at, onSubject }: PanelProps) {
  const { t } = useTranslation("plan");
  const arriving = useMemo(() => comingIn(scene, at, asked.period), [scene, at, asked.period]);
  const leaving = useMemo(() => goingOut(scene, at, asked.period), [scene, at, asked.period]);
  return (
    <div className={css.stack}>
      {[
        { title: t("goods.in"), none: t("goods.noneIn"), rows: arriving },
        { title: t("goods.out"), none: t("goods.noneOut"), rows: leaving },
      ].map(({ title, none, rows }) =>
        rows.length === 0 ? (
          <p key={title} className={css.soft}>
            {none}
          </p>
        ) : (
          <MovementTable key={title} {...{ title, rows, picture: scene.picture, onSubject }} />
        ),
      )}
    </div>
  );
}

function MovementTable({
  title,
  rows,
  picture,
  onSubject,
}: {
  title: string;
  rows: readonly Movement[];
  picture: Picture;
  onSubject: PanelProps["onSubject"];
}) {
  const { t } = useTranslation("plan");
  const goodTitle = (movement: Movement) => titleOf(picture.goods[movement.good]);
  return (
    <DataTable
      caption={title}
      rows={rows}
      rowKey={({ good, kind, of, place }) => [good, kind, of, place].join("-")}
      columns={[
        {
          id: "good",
          title: t("goods.good"),
          cell: (row) => <bdi>{goodTitle(row)}</bdi>,
          by: goodTitle,
          isHead: true,
        },
        {
          id: "way",
          title: t("goods.way"),
          cell: ({ kind, of, place }) => (
            <>
              {place >= 0 && (
                <>
                  <ThingButton
                    picture={picture}
                    subject={{ kind: "place", at: place }}
                    onSubject={onSubject}
                  />
                  ,{" "}
                </>
              )}
              <ThingButton picture={picture} subject={{ kind, at: of }} onSubject={onSubject} />
            </>
          ),
        },
        {
          id: "amount",
          title: t("goods.amount"),
          cell: ({ good, amount }) => <Amount value={amount} unit={picture.goods[good]?.unit ?? ""} />,
          by: ({ amount }) => amount,
          isNumber: true,
        },
      ]}
    />
  );
}
