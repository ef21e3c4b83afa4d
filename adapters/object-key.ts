import { Fault } from '#core/errors.ts';

/** No leading dot: `.` and `..` are no names, and our own files beside the objects begin with one. */
const SEGMENT = /^[A-Za-z0-9_=-][A-Za-z0-9._=-]*$/;
/** What the last segment of a prefix may be: a segment, the beginning of one, or nothing. */
const BEGINNING = /^(?:[A-Za-z0-9_=-][A-Za-z0-9._=-]*)?$/;

export function isSegment(name: string): boolean {
  return SEGMENT.test(name);
}

/** @throws Fault `object_key_invalid` */
export function checkKey(key: string): void {
  if (!key.split('/').every(isSegment)) throw new Fault('object_key_invalid');
}

/**
 * A prefix cut at its last slash: the folder to look in ('' for the root) and what names in it begin with.
 *
 * @throws Fault `object_key_invalid`
 */
export function checkPrefix(prefix: string): { readonly folder: string; readonly beginning: string } {
  const cut = prefix.lastIndexOf('/');
  const folder = prefix.slice(0, Math.max(cut, 0));
  const beginning = prefix.slice(cut + 1);
  if (cut >= 0) checkKey(folder);
  if (!BEGINNING.test(beginning)) throw new Fault('object_key_invalid');
  return { folder, beginning };
}
