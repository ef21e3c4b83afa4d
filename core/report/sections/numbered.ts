type Row = Readonly<Record<string, unknown>>;

/** Short names for things whose ids nobody can read: V1, V2, … in the order of the rows. */
export function numbered(prefix: string, rows: readonly Row[]): readonly { readonly name: string; readonly row: Row }[] {
  return rows.map((row, i) => ({ name: `${prefix}${i + 1}`, row }));
}
