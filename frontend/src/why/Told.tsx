// A sentence whose parts lead to the rows and things that they are about.
import { Link, useSearchParams } from "react-router";
import { type About, addressOf } from "./links";
import { type Run, runsOf } from "./pieces";
import type { Sentence } from "./told";
import css from "./why.module.css";

interface ToldProps {
  sentence: Sentence;
  about: About;
}

/** A sentence with its links. */
export function Told({ sentence, about }: ToldProps) {
  const [asked] = useSearchParams();
  return (
    <>
      {runsOf(sentence).map((run, at) => {
        const to = run.pointer && addressOf(run.pointer, about, asked);
        return to ? (
          <Link key={at} to={to} className={css.link}>
            <Words run={run} />
          </Link>
        ) : (
          <Words key={at} run={run} />
        );
      })}
    </>
  );
}

/** Pieces as they are read; names and numbers keep their own direction. */
function Words({ run }: { run: Run }) {
  return run.pieces.map((piece, at) =>
    piece.apart ? <bdi key={at}>{piece.text}</bdi> : <span key={at}>{piece.text}</span>,
  );
}

/** Sentences one under another; nothing where there are none. */
export function ToldList({ sentences, about }: { sentences: readonly Sentence[]; about: About }) {
  if (sentences.length === 0) return null;
  return (
    <ul className={css.reasons}>
      {sentences.map((sentence, at) => (
        <li key={at}>
          <Told sentence={sentence} about={about} />
        </li>
      ))}
    </ul>
  );
}
