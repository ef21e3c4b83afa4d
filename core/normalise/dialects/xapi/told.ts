import type { JsonObject } from '../../dialect.ts';
import { PLACES, READ, type ReadName } from './extensions.ts';
import { inner, type Statement } from './statement.ts';

/** The extensions of a statement, by place. */
function placed(sent: Statement, place: 'result' | 'context' | 'definition'): JsonObject {
  if (place === 'result') return sent.resultExtensions;
  return place === 'context' ? sent.contextExtensions : inner(sent.activity.definition['extensions']);
}

/** What an extension that is read tells, raw; undefined where it is not there. */
export function told(sent: Statement, name: ReadName): unknown {
  for (const place of PLACES[name]) {
    const extensions = placed(sent, place);
    for (const key of READ[name]) {
      if (Object.hasOwn(extensions, key) && extensions[key] !== null) return extensions[key];
    }
  }
  return undefined;
}
