import { isDuration } from '../../../duration.ts';
import { parseTime } from '../../../time.ts';
import { isBlank } from '../sent.ts';

/** RFC 3987 without the characters that no IRI may have. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;

export function isIri(value: unknown): boolean {
  return typeof value === 'string' && IRI.test(value);
}

/** What an entity may be called by: an IRI, or a blank node's label (1.1, 2.2 and 5.2). */
export function namesEntity(value: unknown): boolean {
  return isIri(value) || (isBlank(value) && !/\s/.test(value as string));
}

/** 1.1, 2.1: "urn:uuid:<UUID> per RFC 4122", of any version of UUID: version 4 is but advised. */
export function isUuidUrn(value: unknown): boolean {
  return typeof value === 'string' && /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** 1.1, 2.1: "YYYY-MM-DDTHH:mm:ss.SSSZ set to UTC with no offset specified". */
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,9})?(?:Z|[+-]00:?00)$/;

/**
 * A time as the specification writes it. Tolerated, because the moment is the same and as exact: UTC said as an offset of zero (Java and
 * Python write +00:00, Node's sensors +0000), and more digits than three. Fewer are not, but in 1.0, whose senders have clocks of whole seconds.
 */
export function isTime(value: unknown, minor: number): boolean {
  const parts = typeof value === 'string' ? UTC.exec(value) : null;
  return parts !== null && (minor === 0 || parts[1] !== undefined) && parseTime(parts[0]) !== null;
}

/** When an envelope was sent: nothing is reckoned with it, so any date-time with a zone does. */
export function isSendTime(value: unknown): boolean {
  return typeof value === 'string' && parseTime(value) !== null;
}

/** ISO 8601; 1.0 counts seconds. */
export function isLength(value: unknown, minor: number): boolean {
  return typeof value === 'string' ? isDuration(value) : minor === 0 && typeof value === 'number' && value >= 0;
}
