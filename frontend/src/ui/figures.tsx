// Figures as people read them, each isolated, so that "62 %" does not turn in right-to-left text.
import { day, moment, number, percent, shortDay, signed } from "../language/format";

/** A number. */
export function Num({ value }: { value: number }) {
  return <bdi>{number(value)}</bdi>;
}

/** A share as percent. */
export function Percent({ value }: { value: number }) {
  return <bdi>{percent(value)}</bdi>;
}

/** How many people; always whole. */
export function People({ value }: { value: number }) {
  return <bdi>{number(Math.round(value))}</bdi>;
}

/** An amount with its unit. */
export function Amount({ value, unit }: { value: number; unit: string }) {
  return (
    <bdi>
      {number(value)} {unit}
    </bdi>
  );
}

/** A difference with its sign. */
export function Signed({ value }: { value: number }) {
  return <bdi>{signed(value)}</bdi>;
}

/** A day, from 2031-03-17; `brief` leaves out the year. */
export function Day({ iso, brief = false }: { iso: string; brief?: boolean }) {
  return (
    <bdi>
      <time dateTime={iso.slice(0, 10)}>{brief ? shortDay(iso) : day(iso)}</time>
    </bdi>
  );
}

/** A moment, in the reader's time. */
export function Moment({ iso }: { iso: string }) {
  return (
    <bdi>
      <time dateTime={iso}>{moment(iso)}</time>
    </bdi>
  );
}
