/** Words that begin a statement of another kind, or one within. */
const FORBIDDEN_SCHEMAS = /\b(?:information_schema|system|"information_schema")\s*\./i;
/** Comments, strings, quoted names: nothing in them is a word. */
const QUIET = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** Why a text is not one SELECT; null when it looks like one. Athena's grammar, and IAM, have the last word. */
export function refusalOf(select: string): string | null {
  const words = select.replace(QUIET, (match) => (match.startsWith("'") ? "''" : match.startsWith('"') ? 'quoted' : ' '));
  const statements = words.split(';');
  if (statements.slice(1).some((text) => text.trim() !== '')) return 'there are several statements';
  const [first = ''] = /[a-z]+/i.exec(words.replace(/^[\s(]+/, '')) ?? [];
  if (!/^[\s(]*[a-z]/i.test(words) || !['select', 'with'].includes(first.toLowerCase())) return 'it is another kind of statement';
  if (FORBIDDEN_SCHEMAS.test(words)) return 'it reads what is not "events"';
  return null;
}
