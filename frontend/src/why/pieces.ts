// Sentences in runs: neighbouring pieces that point at the same thing belong to one link.
import type { Piece, Pointer, Sentence } from "./told";

/** Pieces that are shown together; `pointer` is what they are about, null for plain words. */
export interface Run {
  readonly pieces: readonly Piece[];
  readonly pointer: Pointer | null;
}

/** The runs of a sentence, in its order. */
export function runsOf(sentence: Sentence): readonly Run[] {
  const runs: { pieces: Piece[]; pointer: Pointer | null }[] = [];
  for (const piece of sentence.pieces) {
    const pointer = piece.link === null ? null : (sentence.links[piece.link] ?? null);
    const last = runs.at(-1);
    if (last && last.pointer === pointer) last.pieces.push(piece);
    else runs.push({ pieces: [piece], pointer });
  }
  return runs;
}
