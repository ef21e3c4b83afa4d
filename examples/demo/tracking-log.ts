import type { Course } from './courses.ts';
import type { Learner } from './people.ts';

export const HOST = 'cours.univ.example';

/** One record of a tracking log, as the platform writes it. */
export interface TrackingEvent {
  /** ms since the epoch, for sorting; the record itself has microseconds. */
  readonly at: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/** One learner at one computer for some minutes. */
export interface Visit {
  readonly learner: Learner;
  readonly course: Course;
  readonly session: string;
  /** Page on which the learner is. */
  page: string;
  /** ms since the epoch. */
  now: number;
  readonly micros: () => number;
}

/** What the player, the pages and the forms of the browser send: the payload is text. */
export function browser(visit: Visit, type: string, payload: object | string): TrackingEvent {
  return record(visit, type, 'browser', typeof payload === 'string' ? payload : JSON.stringify(payload), {
    page: visit.page,
    context: { path: '/event' },
  });
}

/** What the platform itself writes: the payload is an object. */
export function server(visit: Visit, type: string, payload: object, path: string, context: object = {}): TrackingEvent {
  return record(visit, type, 'server', payload, { page: 'x_module', context: { path, ...context } });
}

/** The request of a page, which the platform logs under its own path. */
export function request(visit: Visit, path: string): TrackingEvent {
  return record(visit, path, 'server', '{"GET": {}, "POST": {}}', { page: null, context: { path } });
}

function record(
  { learner, course, session, page, now, micros }: Visit,
  type: string,
  source: 'browser' | 'server',
  event: unknown,
  { page: shown, context }: { readonly page: string | null; readonly context: object },
): TrackingEvent {
  return {
    at: now,
    record: {
      name: type,
      event_type: type,
      event_source: source,
      time: new Date(now).toISOString().replace('Z', `${String(micros()).padStart(3, '0')}+00:00`),
      username: learner.username,
      session,
      ip: learner.ip,
      agent: learner.agent,
      host: HOST,
      referer: page,
      accept_language: learner.language,
      page: shown,
      event,
      context: {
        user_id: learner.userId,
        org_id: 'UExemple',
        course_id: course.id,
        client_id: learner.clientId,
        ...context,
      },
    },
  };
}
