import { LineCounter } from 'yaml';
import type { z } from 'zod';
import { type Parsed, type Place, parse } from './document.ts';
import { complaintsOf } from './issues.ts';
import { type Complaint, type Mistake, type Path, pathText } from './mistake.ts';
import { rulesOf } from './rules.ts';
import { type Settings, schema } from './schema.ts';

/** A configuration beyond this is not written by people. */
export const MAX_SETTINGS_BYTES = 256 * 1024;

export type SettingsRead =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/**
 * What a `sillage.yaml` says, or everything that is wrong with it, in the order of its lines. Never throws.
 *
 * @param today UTC day, YYYY-MM-DD, by which grants end; null where grants mean nothing: an old grant must not stop the reception of events
 */
export function readSettings(text: string, { today }: { readonly today: string | null }): SettingsRead {
  if (Buffer.byteLength(text) > MAX_SETTINGS_BYTES) {
    const message = `the file is larger than ${MAX_SETTINGS_BYTES / 1024} KiB; is it the right one?`;
    return { ok: false, mistakes: [{ line: 1, column: 1, path: '', message }] };
  }
  const parsed = parse(text);
  const read = schema.safeParse(parsed.value);
  const complaints = complaintsIn(parsed, read.error?.issues ?? [], today);
  if (read.success && complaints.length === 0 && parsed.flaws.length === 0) return { ok: true, settings: read.data };
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  const mistakes = [
    ...parsed.flaws.map(({ offset, message }) => ({ offset, path: '', message })),
    ...complaints.map(({ path, message, atKey }) => {
      const { key, start } = placeOf(path, parsed.place);
      return { offset: atKey === true ? key : start, path: pathText(path), message };
    }),
  ].sort((a, b) => a.offset - b.offset);
  return {
    ok: false,
    mistakes: mistakes.map(({ offset, path, message }) => {
      const { line, col } = lines.linePos(offset);
      return { line, column: col, path, message };
    }),
  };
}

/** All complaints about a sound text. About a broken one only those that its breaking cannot have caused. */
function complaintsIn({ value, place, broken }: Parsed, issues: readonly z.core.$ZodIssue[], today: string | null): Complaint[] {
  if (value === undefined) return [];
  const wrong = complaintsOf(issues, value);
  if (broken === null) return [...wrong, ...rulesOf(value, today)];
  return wrong.filter(({ missing, path }) => missing !== true && placeOf(path, place).end < broken);
}

/** Where a path leads, or the nearest group or list around it. */
function placeOf(path: Path, whole: Place): Place {
  let place = whole;
  for (const step of path) {
    const inside = place.inside.get(step);
    if (inside === undefined) break;
    place = inside;
  }
  return place;
}
