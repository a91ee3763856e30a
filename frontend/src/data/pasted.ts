// Blocks of cells on their way from and to a spreadsheet: text with tabs between cells, a line a row.

/** The cells of a copied block; cells with tabs, line ends or quotation marks stand between quotation marks. */
export function blockOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const end = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign ?? "";
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "" && closes(text, at)) quoted = true;
    else if (sign === "\t") end();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[at + 1] === "\n") at += 1;
      end();
      rows.push([]);
    } else cell += sign ?? "";
  }
  end();
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  return rows;
}

/** Whether a quotation mark that begins a cell is closed at the end of one; else it is a sign like others. */
function closes(text: string, from: number): boolean {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else return at + 1 === text.length || /[\t\r\n]/.test(text[at + 1] ?? "");
  }
  return false;
}

/** A block of cells as a spreadsheet takes it. */
export function textOfBlock(block: readonly (readonly string[])[]): string {
  const spelt = (cell: string) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return block.map((row) => row.map(spelt).join("\t")).join("\n");
}

/** A cell that a pasted block fills: how far from where it is pasted, and with what. */
export interface Filled {
  readonly down: number;
  readonly across: number;
  readonly text: string;
}

/** The cells that a block fills; one cell alone fills all of a chosen range. */
export function filledBy(
  block: readonly (readonly string[])[],
  range: { rows: number; columns: number },
): Filled[] {
  const only = block.length === 1 && block[0]?.length === 1 ? (block[0][0] ?? "") : null;
  if (only !== null && range.rows * range.columns > 1) {
    return Array.from({ length: range.rows * range.columns }, (_, at) => ({
      down: Math.floor(at / range.columns),
      across: at % range.columns,
      text: only,
    }));
  }
  return block.flatMap((row, down) => row.map((text, across) => ({ down, across, text })));
}
