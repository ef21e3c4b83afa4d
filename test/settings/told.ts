import { readSettings } from '#core/settings/read.ts';
import type { Settings } from '#core/settings/schema.ts';

export const TODAY = '2026-11-24';

/** All mistakes of a text, as `line:column path: message`. */
export function told(text: string, today: string | null = TODAY): readonly string[] {
  const read = readSettings(text, { today });
  return read.ok ? [] : read.mistakes.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
}

/** What a text without mistakes says. */
export function settingsOf(text: string): Settings {
  const read = readSettings(text, { today: TODAY });
  if (!read.ok) throw new Error(told(text).join('\n'));
  return read.settings;
}
