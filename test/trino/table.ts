export interface Compared {
  readonly name: string;
  readonly zone: string;
  readonly rows: number;
  equal: boolean;
}

const NAME_WIDTH = 90;

/** What was compared, one line a question; how many sessions gave equal rows. */
export function comparisonTable(all: readonly Compared[]): string {
  const names = [...new Set(all.map(({ name }) => name))];
  const lines = names.map((name) => {
    const mine = all.filter((one) => one.name === name);
    const rows = mine.map((one) => one.rows);
    const [least, most] = [Math.min(...rows), Math.max(...rows)];
    const equal = mine.filter((one) => one.equal).length;
    const shown = name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name;
    return [shown.padEnd(NAME_WIDTH), (least === most ? `${most}` : `${least}–${most}`).padStart(11), `${equal} of ${mine.length}`].join(
      '  ',
    );
  });
  const zones = [...new Set(all.map(({ zone }) => zone))].join(', ');
  const head = `${'DuckDB against Trino 435'.padEnd(NAME_WIDTH)}  ${'rows'.padStart(11)}  equal`;
  return `\n${[head, ...lines].join('\n')}\n${all.filter(({ equal }) => equal).length} of ${all.length} comparisons equal; sessions in ${zones}\n`;
}
