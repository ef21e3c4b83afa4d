// 1.0 writes types and actions as IRIs (http://purl.imsglobal.org/caliper/v1/lis/Person, …/vocab/caliper/v1/action#LoggedIn), 1.1 and 1.2
// as terms of their context; Blackboard has types of its own.
const IRI = /^https?:\/\/(?:purl\.imsglobal\.org|caliper\.blackboard\.com|xmlns\.com\/foaf)\/[^\s#]{0,128}[/#]([A-Za-z]{1,40})$/;
const TERM = /^[A-Za-z]{1,40}$/;

/** The bare term of a type, action or role; null for what is none of Caliper's. */
export function term(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return TERM.test(value) ? value : (IRI.exec(value)?.[1] ?? null);
}

const CONTEXT = /^https?:\/\/purl\.imsglobal\.org\/ctx\/caliper\/(.*)$/;
/** `v1/Context`, `v1p1`, `v1p2`, and the profile extensions between them (`v1p1/SearchProfile-extension`). */
const VERSION = /^v1(?:p([012]))?(?:\/[A-Za-z-]{1,64})?\/?$/;

/** Whether the text is the IRI of a Caliper context, of any version. */
export function isContext(value: unknown): boolean {
  return typeof value === 'string' && CONTEXT.test(value);
}

/** The minor version that a context is of, 1.0, 1.1 or 1.2; null for one that is not read here, and for what is no context. */
export function minorVersion(value: unknown): number | null {
  const version = typeof value === 'string' ? VERSION.exec(CONTEXT.exec(value)?.[1] ?? '') : null;
  return version === null ? null : Number(version[1] ?? 0);
}

/** Whether it is one of a version that is read here: 1.0, 1.1, 1.2. */
export function isKnownContext(value: unknown): boolean {
  return minorVersion(value) !== null;
}
