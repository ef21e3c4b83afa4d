import type { z } from 'zod';
import { type Complaint, HIDDEN, type Path, pathText, shown } from './mistake.ts';
import { nearest } from './nearest.ts';
import { settingsJsonSchema } from './schema.ts';

type Issue = z.core.$ZodIssue;

/** A part of the published schema. */
interface Part {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
}

/** What the schema says is wrong, with what was got and what to write. */
export function complaintsOf(issues: readonly Issue[], value: unknown): Complaint[] {
  const whole: Part = settingsJsonSchema();
  return issues.flatMap((issue): Complaint[] => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const known = keysAt(path, whole);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, path, known), atKey: true }));
    }
    const got = at(path, value);
    const wanted = known.length > 0 ? `must be a group of keys: ${known.join(', ')}` : issue.message;
    return [
      got === undefined
        ? { path, message: `is missing; it ${wanted}`, missing: true }
        : { path, message: `got ${path.at(-1) === 'email' ? HIDDEN : shown(got)}; it ${wanted}` },
    ];
  });
}

function unknownKey(key: string, path: Path, known: readonly string[]): string {
  const meant = nearest(key, known);
  const where = path.length === 0 ? 'the keys at the top' : `the keys of ${pathText(path)}`;
  return `unknown key ${shown(key)}; ${meant === null ? `${where} are ${known.join(', ')}` : `did you mean ${meant}?`}`;
}

function keysAt(path: Path, whole: Part): readonly string[] {
  let part: Part | undefined = whole;
  for (const step of path) part = typeof step === 'number' ? part?.items : part?.properties?.[step];
  return Object.keys(part?.properties ?? {});
}

function at(path: Path, value: unknown): unknown {
  let found = value;
  for (const step of path) found = (found as Readonly<Record<string | number, unknown>> | undefined)?.[step];
  return found;
}
