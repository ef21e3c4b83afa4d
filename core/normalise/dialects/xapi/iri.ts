/** Longest IRI of a verb or an activity type that is looked at. */
const LONGEST = 512;

/**
 * An IRI of a vocabulary as our tables write it: senders mix http and https, www, letter case, a slash at the end, and the two homes of
 * Activity Streams (activitystrea.ms/ and activitystrea.ms/schema/1.0/). '' for what is none.
 */
export function tableForm(iri: unknown): string {
  if (typeof iri !== 'string' || iri.length > LONGEST) return '';
  const bare = /^https?:\/\/(?:www\.)?(.*?)\/?$/.exec(iri.trim().toLowerCase())?.[1] ?? '';
  return bare.replace(/^activitystrea\.ms\/schema\/1\.0\//, 'activitystrea.ms/');
}

export interface Term {
  /** Which vocabulary: `tla` for w3id.org/xapi/tla, else a name of the table of homes. */
  readonly home: string;
  readonly word: string;
}

// Profiles registered under w3id.org/xapi: …/verbs/x, …/verb/x, …/activity-type/x, …/activitytype/x, …/activities/x, …
const PROFILE =
  /^w3id\.org\/xapi\/([a-z0-9-]{1,40})\/(?:verbs?|extended-verbs|activit(?:y|ies)(?:-?types?)?|extensions)\/([a-z0-9.#-]{1,60})$/;
const EDLM = /^xapi\.edlm\/profiles\/(?:edlm-[a-z]{1,8})(?:\/v\d{1,2})?\/concepts\/(?:verbs|activity-types)\/([a-z0-9-]{1,60})$/;

/** @param homes where else terms stand: what their IRIs begin with, by name */
export function termOf(iri: unknown, homes: Readonly<Record<string, string>>): Term | null {
  const form = tableForm(iri);
  if (form === '') return null;
  const profile = PROFILE.exec(form);
  if (profile !== null) return { home: profile[1] as string, word: profile[2] as string };
  const edlm = EDLM.exec(form);
  if (edlm !== null) return { home: 'edlm', word: edlm[1] as string };
  for (const [home, start] of Object.entries(homes)) if (form.startsWith(start)) return { home, word: form.slice(start.length) };
  return null;
}
