/**
 * What DuckDB's own lock leaves open. A statement whose type is SELECT can still write: `FROM enable_logging(storage_path = …)`
 * writes files into an allowed folder. So the parsed statement may read `events` and the views over it, its own common table expressions,
 * and the functions below, which make rows out of their arguments.
 */
const ROW_FUNCTIONS: ReadonlySet<string> = new Set(['unnest', 'range', 'generate_series', 'json_each', 'json_tree']);

type Node = { readonly [key: string]: unknown };

/**
 * Why this statement is refused, as a sentence; null when it may run.
 *
 * @param parsed the answer of DuckDB's `json_serialize_sql`, which knows SELECT statements only
 * @param views that stand beside `events`
 */
export function refusalOf(parsed: unknown, views: readonly string[] = []): string | null {
  const tree = parsed as { readonly error?: boolean; readonly statements?: readonly unknown[] };
  if (tree.error === true) return 'it is another kind of statement';
  const { statements = [] } = tree;
  if (statements.length !== 1) return statements.length === 0 ? 'it is empty' : 'there are several statements';
  const nodes = [...nodesOf(statements[0])];
  const open = new Set(['events', ...views, ...nodes.flatMap(commonTables).map(folded)]);
  for (const node of nodes) {
    const refusal = refusalOfNode(node, open);
    if (refusal !== null) return refusal;
  }
  return null;
}

function refusalOfNode(node: Node, open: ReadonlySet<string>): string | null {
  if (node['type'] === 'BASE_TABLE') {
    return open.has(folded(node['table_name'])) ? null : 'it reads something other than events; tables, files and catalogs are closed';
  }
  if (node['type'] === 'TABLE_FUNCTION') {
    const name = folded((node['function'] as Node | undefined)?.['function_name']);
    return ROW_FUNCTIONS.has(name) ? null : `it calls a table function other than ${[...ROW_FUNCTIONS].join(', ')}`;
  }
  return null;
}

/** Names are the same in upper and lower case. */
function folded(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase() : '';
}

function commonTables(node: Node): string[] {
  const map = (node['cte_map'] as { readonly map?: readonly { readonly key: string }[] } | undefined)?.map ?? [];
  return map.map(({ key }) => key);
}

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const inner of Object.values(value)) yield* nodesOf(inner);
}
