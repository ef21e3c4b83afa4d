import { type HttpRequest, refuse } from '../../http.ts';
import type { Answer, Door } from '../door.ts';

/** What is said at /xapi/about, and in every answer. */
export const RELEASES = { '2.0': '2.0.0', '1.0': '1.0.3' } as const;

export type Version = keyof typeof RELEASES;

const SUPPORTED = /^\s*([12]\.0)(?:\.\d{1,9})?\s*$/;

/** The version that a request is of (xAPI 1.0.3, part three, 3.3); null when it tells none that is known. */
function versionOf({ headers }: HttpRequest): Version | null {
  return (SUPPORTED.exec(headers['x-experience-api-version'] ?? '')?.[1] as Version | undefined) ?? null;
}

/** An answer for requests of a version that is known; all others are told so. */
export function versioned(answer: (version: Version, ...rest: Parameters<Answer>) => ReturnType<Answer>): Answer {
  return async (request, ...rest) => {
    const version = versionOf(request);
    return version === null ? refuse('unsupported_version') : answer(version, request, ...rest);
  };
}

type Headers = NonNullable<Door['headers']>;

/** Every answer tells the release that it follows: that of the request, else the newest. */
export const releaseHeader: Headers = (request) => ({ 'x-experience-api-version': RELEASES[versionOf(request) ?? '2.0'] });

/** Answers about statements also tell until when all that was stored can be read (part three, 2.1): nothing can be, so it is now. */
export const statementHeaders: Headers = (request, deps) => ({
  ...releaseHeader(request, deps),
  'x-experience-api-consistent-through': new Date(deps.clock.now()).toISOString(),
});
