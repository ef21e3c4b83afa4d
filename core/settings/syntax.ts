/** What the parser's codes mean. Its own messages are not shown: they quote the text. */
export const SYNTAX: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias (*); write its value out',
  BAD_DIRECTIVE: 'a line that begins with % changes how YAML is read; remove it',
  BAD_DQ_ESCAPE: 'an escape that YAML does not know; write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines above; keys of one group begin in one column, and every [ and { is closed',
  BAD_SCALAR_START: 'text cannot begin with this character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'two keys on one line; begin a new line, or put text that holds a colon in quotes',
  BLOCK_IN_FLOW: 'lines with hyphens or keys do not go inside [ ] or { }; use commas there',
  KEY_OVER_1024_CHARS: 'a key of more than 1,024 characters; is a quote or a line end missing?',
  MISSING_CHAR: 'a closing quote, a colon or a blank is missing here; compare with the lines above',
  MULTILINE_IMPLICIT_KEY: 'a key that goes over several lines; is a colon missing after it, or are its lines indented differently?',
  MULTIPLE_DOCS: 'a second document begins here; remove the line ---',
  NON_STRING_KEY: 'a key must be a plain word',
  UNEXPECTED_TOKEN: 'nothing can stand here in YAML; compare with the lines above',
};

export const OTHER_SYNTAX = 'this is not YAML; compare with the lines above';

/** After these the rest of the text still means what it seems to mean. */
export const HARMLESS: ReadonlySet<string> = new Set(['BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED', 'BAD_ALIAS']);
